"""Hindi and Marathi in one spelling: Devanagari as it is typed in Latin letters, and words by their sound.

"आँखों", "aankhon" and "ankho" are one word typed in three ways. Letters that sound alike become one,
so that what was learned from one spelling is known in the others, in both scripts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_DEVANAGARI: Final = re.compile("[\u0900-\u0963\u0966-\u096f\u0971-\u097f]")


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in pairs.split())


_CONSONANTS: Final = _table(
    "क:k ख:kh ग:g घ:gh ङ:n च:ch छ:chh ज:j झ:jh ञ:n ट:t ठ:th ड:d ढ:dh ण:n त:t थ:th द:d ध:dh न:n "
    "प:p फ:ph ब:b भ:bh म:m य:y र:r ल:l ळ:l व:v श:sh ष:sh स:s ह:h"
)
_VOWELS: Final = _table("अ:a आ:aa इ:i ई:ee उ:u ऊ:oo ऋ:ri ए:e ऐ:ai ऍ:e ऑ:o ओ:o औ:au ॲ:e")
_SIGNS: Final = _table("ा:aa ि:i ी:ee ु:u ू:oo ृ:ri े:e ै:ai ॅ:e ॉ:o ो:o ौ:au")
_NO_VOWEL: Final = "\u094d"
_NASAL: Final = "\u0901\u0902"
_ALIKE: Final = (
    *(("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u"), ("ph", "f"), ("w", "v"), ("z", "j")),
    *(("ck", "k"), ("q", "k"), ("sh", "s"), ("chh", "ch"), ("x", "ks"), ("y", "i")),
)
"""What sounds alike or is typed for the same letter, in the order in which it is put right."""
_DOUBLED: Final = re.compile(r"(.)\1+")
_SOFT: Final = re.compile("[aeiouh]")
SHORTEST_SKELETON: Final = 4


@dataclass
class _Syllable:
    consonants: list[str]
    vowel: str
    """Empty where none is spoken."""
    is_inherent: bool = False
    nasal: str = ""

    @property
    def is_open(self) -> bool:
        """One consonant and a spoken vowel."""
        return len(self.consonants) == 1 and bool(self.vowel)

    def __str__(self) -> str:
        return "".join(self.consonants) + self.vowel + self.nasal


def latin(word: str) -> str:
    """A word in Devanagari as people type it in Latin letters; any other as it stands."""
    if not _DEVANAGARI.search(word):
        return word
    syllables = _syllables(unicodedata.normalize("NFD", word))
    _silence(syllables)
    return "".join(map(str, syllables)) or word


def by_sound(word: str) -> str:
    """One spelling for all words that sound alike: "thik", "theek" and "thiik" are "thik"."""
    for typed, heard in _ALIKE:
        word = word.replace(typed, heard)
    return _DOUBLED.sub(r"\1", word)


def skeleton(sound: str) -> str:
    """The consonants of a word by its sound, which the vowels people leave out do not change."""
    return sound[0] + _SOFT.sub("", sound[1:]) if len(sound) >= SHORTEST_SKELETON else sound


def _syllables(word: str) -> list[_Syllable]:
    found: list[_Syllable] = []
    for character in word:
        last = found[-1] if found else None
        if character in _CONSONANTS:
            if last and not last.vowel and last.consonants:
                last.consonants.append(_CONSONANTS[character])
                last.vowel, last.is_inherent = "a", True
            else:
                found.append(_Syllable([_CONSONANTS[character]], "a", is_inherent=True))
        elif character in _VOWELS:
            found.append(_Syllable([], _VOWELS[character]))
        elif character.isdigit():
            found.append(_Syllable([], str(int(character))))
        elif last and character in _SIGNS:
            last.vowel, last.is_inherent = _SIGNS[character], False
        elif last and character == _NO_VOWEL:
            last.vowel, last.is_inherent = "", False
        elif last and character in _NASAL:
            last.nasal = "n"
        elif character.isascii():
            found.append(_Syllable([], character))
    return found


def _silence(syllables: list[_Syllable]) -> None:
    """Take out the inherent `a` where nobody says it: at the end, and between two open syllables."""
    if len(syllables) > 1 and syllables[-1].is_inherent and not syllables[-1].nasal:
        syllables[-1].vowel = ""
    for at in range(len(syllables) - 2, 0, -1):
        before, here, after = syllables[at - 1 : at + 2]
        if here.is_inherent and not here.nasal and here.is_open and before.vowel and after.is_open:
            here.vowel = ""
