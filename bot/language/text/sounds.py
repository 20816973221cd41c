"""How a word of Hindi or Marathi sounds, however it is spelled: in Devanagari or in Latin letters.

The lists hold such words in Devanagari. Each stands for two keys: one that keeps the long a, met by what is
typed in Devanagari, and one without any a inside, met by what is typed in Latin letters, where nobody tells a
long a from a short one (पेशाब: peshab, peshaab, pesab).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

DEVANAGARI: Final = re.compile(r"[\u0900-\u0963\u0971-\u097f]+")
TYPED: Final = "="
"""Begins the key of a word as it is typed in Devanagari."""
HEARD: Final = "~"
"""Begins the key of a word as it is typed in Latin letters."""

_CONSONANTS: Final = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "c", "छ": "C", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "T", "ठ": "Th", "ड": "D", "ढ": "Dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "f", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ऱ": "r", "ल": "l", "ळ": "L",
    "व": "v", "श": "s", "ष": "s", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS: Final = {
    "अ": "a", "आ": "a", "ा": "a", "इ": "i", "ई": "i", "ि": "i", "ी": "i", "उ": "u", "ऊ": "u", "ु": "u",
    "ू": "u", "ए": "e", "ऐ": "e", "े": "e", "ै": "e", "ऍ": "e", "ॅ": "e", "ओ": "o", "औ": "o", "ो": "o",
    "ौ": "o", "ऑ": "o", "ॉ": "o", "ऋ": "ru", "ृ": "ru",
}  # fmt: skip
_NASAL: Final = "ंँ"
_UNSPOKEN: Final = "\u093c\u094d\u0903"
"""The dot below a letter, the stroke that takes its vowel away, and the sign of a breath."""
_LETTERS: Final = str.maketrans(
    {**_CONSONANTS, **_VOWELS, **dict.fromkeys(_NASAL, "N"), **dict.fromkeys(_UNSPOKEN, "")}
)

_LATIN: Final = (
    (re.compile(r"aa+"), "a"),
    (re.compile(r"ee+|ii+"), "i"),
    (re.compile(r"oo+|uu+"), "u"),
    (re.compile(r"ow(?![aeiou])|ou"), "o"),
    (re.compile(r"[dg]ny"), "gy"),
    (re.compile(r"c+h+"), "C"),
    (re.compile(r"c|q"), "k"),
    (re.compile(r"C"), "c"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "j"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"(?<=[aeiou])y(?=[ei])"), ""),
    (re.compile(r"([^aeiou])\1+"), r"\1"),
)
_WRITTEN: Final = (
    (re.compile(r"(.)्\1"), r"\1"),
    (re.compile(r"[कचटतप]्(?=[खछठथफ])|[गजडदब]्(?=[घझढधभ])"), ""),
    (re.compile(r"(?<=[क-ह])य(?=[िीेै])"), "अ"),  # गयी and गई are one
    (re.compile(r"(?<=[क-ह])(?=[इईएऐ])"), "ा"),
    (re.compile(r"(?<=[क-ह])अ[िी]"), "ाइ"),
    (re.compile(r"(?<=[क-ह])अ[ेै]"), "ाए"),
)
_GLIDES: Final = ((re.compile(r"[ae]i|(?<=..)[ae]y$"), "e"), (re.compile(r"au"), "o"))


def is_devanagari(word: str) -> bool:
    return bool(DEVANAGARI.fullmatch(word))


@lru_cache(maxsize=8192)
def typed(word: str) -> str:
    """The key of a word in Devanagari: short a and the vowels' lengths are left out."""
    key = _replaced(word, _WRITTEN).translate(_LETTERS)
    key = re.sub(r"N(?=y|$)", "", key)
    key = re.sub(r"N(?=[pfb])", "m", key).replace("N", "n")
    key = re.sub(r"(?<=[^aeiouy])y$|ey$", "e", key)  # दुखतंय and दुखतेय are one
    return re.sub(r"(?<=[aeiou])y(?=[ei])", "", key)


def without_a(key: str, *, whole: bool = True) -> str:
    """The key of the same word typed in Latin letters: no a inside. `whole`: the word ends there."""
    glides = _replaced(key.lower(), _GLIDES if whole else _GLIDES[1:])
    end = "a" if whole and len(glides) > 1 and glides.endswith("a") else ""
    return glides[:1] + glides[1:].replace("a", "") + end


@lru_cache(maxsize=8192)
def heard(word: str) -> tuple[str, ...]:
    """The keys of a word in Latin letters: several where letters are typed in more than one way.

    A last n may only make the vowel nasal (main), z may be jh (zala), an a after two consonants need not be
    spoken (rakta).
    """
    keys = [_replaced(word, _LATIN)]
    if "z" in word:
        keys.append(_replaced(word.replace("z", "jh"), _LATIN))
    if re.search(r"[aeiou]n$", word):
        keys += [key[:-1] for key in keys]
    if re.search(r"[^aeiou]{2}a$", word):
        keys += [key[:-1] for key in keys]
    return tuple(dict.fromkeys(without_a(key) for key in keys))


def _replaced(key: str, pairs: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, instead in pairs:
        key = pattern.sub(instead, key)
    return key
