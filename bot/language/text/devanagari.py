"""Devanagari as people type it: one spelling of each word, whatever the keyboard and the schooling.

"नहीं", "नही" and "नहि" come out alike, and so do "हाँ" and "हां", "इंफेक्शन" and "इन्फेक्शन", "बीपी" and
"बिपि". What comes out is for comparing only and is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_HOLDS: Final = re.compile(r"[\u0900-\u097f]")
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u0901\u0902\u093c\u200b\u200c\u200d"),  # nasal dots, the dot below, joiners
        "ी": "ि", "ू": "ु", "ई": "इ", "ऊ": "उ", "ॉ": "ा", "ऑ": "आ", "ॅ": "े", "ऍ": "ए", "ॲ": "ए",
        "ष": "श",
    }
)  # fmt: skip
_NASAL: Final = re.compile(r"(?<=.)[नमणङञ]्(?=[क-म])")
"""A nasal written as a letter of its own before another consonant."""


def folded(word: str) -> str:
    """The one spelling of a word; a word of another script as it is."""
    if _HOLDS.search(word) is None:
        return word
    plain = unicodedata.normalize("NFD", word).translate(_ALIKE).replace("अे", "ए")
    return _NASAL.sub("", plain)


def folded_words(words: Iterable[str]) -> frozenset[str]:
    """All of them, each in its one spelling."""
    return frozenset(map(folded, words))
