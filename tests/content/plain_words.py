"""How hard a text is to read: its sentences, and the grade of Flesch and Kincaid, counted by simple rules.

Names are not hard by themselves: of medicines, illnesses, doctors and the clinic. Each counts as a short
word, and so does a number.
"""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    "acitrom aspirin brilinta clopidogrel clopilet deplatt disprin ecosprin eliquis heparin pradaxa",
    "prasugrel warf warfarin xarelto tablet tablets medicine medicines steroid steroids lasik tele manas",
    "aneurysm arthritis bp cancer cataract conjunctivitis dementia diabetes epilepsy glaucoma hernia",
    "migraine multiple sclerosis obesity osteoporosis osteopenia paralysis parkinson's pregnancy pregnant",
    "retina sciatica seizures vertigo whiplash immunity pressure herniated reflux infection infected",
    "implants menopause injury operation operated emergency ambulance",
    "inversion clinic clinic's anssi wellness neurologist orthopaedic midwife physiotherapist",
)
NAMES: Final = frozenset(name for line in _NAMES for name in line.split())
"""Words that stand for a thing which has no shorter name."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d.,/]*")
_END: Final = re.compile(r"(?<=[.!?])[\"”)]*\s+|\n+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"[^le]e$|[aeiouy]le$|[^sxzhgc]es$|[^td]ed$")
"""An end that is written and not said: of "made", "lives", "healed"."""


def words(text: str) -> list[str]:
    """The words and numbers of a text."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line of a list is one by itself."""
    return [sentence for sentence in _END.split(text) if words(sentence)]


def syllables(word: str) -> int:
    """About how many syllables a word has; a name or a number counts as one."""
    small = word.casefold().strip("'’")
    if small in NAMES or not small[0].isalpha():
        return 1
    return max(1, len(_VOWELS.findall(small)) - bool(_SILENT.search(small)))


def grade(text: str) -> float:
    """The school grade that can read a text, by Flesch and Kincaid."""
    counted = [words(sentence) for sentence in sentences(text)]
    every = [word for sentence in counted for word in sentence]
    return 0.39 * len(every) / len(counted) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59
