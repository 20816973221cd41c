"""Misspelt words, read as the known words they are nearest to.

One slip is forgiven in words of five letters and more, two in words of nine and more; two neighbours
swapped are one slip. A word that is itself known, or listed as a common word, is never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

SHORTEST = 5
LONG = 9


class Spelling:
    """The words to look for, ready to be found by what was typed.

    `never` are other words, which are right as they stand; `same` gives other spellings of a word.
    """

    def __init__(self, sought: Iterable[str], never: Iterable[str], same: Mapping[str, str]) -> None:
        self.same = {typed: tuple(meant.split()) for typed, meant in same.items()}
        self._known = frozenset(sought)
        self._fixed = self._known | frozenset(never)
        near: defaultdict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if word.isalpha() and len(word) >= 4:
                for form in _without(word, _slips(len(word))):
                    near[form].add(word)
        self._near = {form: tuple(sorted(words)) for form, words in near.items()}

    def words(self, typed: str) -> tuple[tuple[str, ...], ...]:
        """The readings of one typed word, each of one or more words; itself when it is right or unknown."""
        if typed in self.same:
            return (self.same[typed],)
        if typed in self._fixed or not typed.isalpha() or len(typed) < 4:
            return ((typed,),)
        once = undoubled(typed)
        if once in self.same or once in self._known:
            return (self.same.get(once, (once,)),)
        return self._nearest(typed) or self._split(typed) or ((typed,),)

    def _nearest(self, typed: str) -> tuple[tuple[str, ...], ...]:
        found: dict[str, int] = {}
        for form in _without(typed, _slips(max(len(typed), SHORTEST))):
            for word in self._near.get(form, ()):
                if word not in found:
                    found[word] = distance(typed, word)
        allowed = {word: slips for word, slips in found.items() if _forgiven(typed, word, slips)}
        least = min(allowed.values(), default=0)
        return tuple((word,) for word, slips in sorted(allowed.items()) if slips == least)

    def _split(self, typed: str) -> tuple[tuple[str, ...], ...]:
        """`chestpain` is two words written as one."""
        for at in range(4, len(typed) - 3):
            if typed[:at] in self._known and typed[at:] in self._known:
                return ((typed[:at], typed[at:]),)
        return ()


def _slips(length: int) -> int:
    return 2 if length >= LONG else 1


def _forgiven(typed: str, word: str, slips: int) -> bool:
    """Whether the slips are few enough; a short word keeps its first letter and its letters."""
    if len(word) < SHORTEST:
        return len(typed) == len(word) and sorted(typed) == sorted(word) and slips == 1
    if len(word) < 8 and typed[0] != word[0] and sorted(typed[:2]) != sorted(word[:2]):
        return False
    return slips <= _slips(len(word))


def undoubled(typed: str) -> str:
    """`nnoo` is `no`."""
    return "".join(c for i, c in enumerate(typed) if i == 0 or c != typed[i - 1])


def _without(word: str, letters: int) -> set[str]:
    """The word, and what is left of it when up to so many letters are taken out."""
    forms = {word}
    if len(word) > 40:
        return forms
    for count in range(1, letters + 1):
        for gone in combinations(range(len(word)), count):
            forms.add("".join(c for i, c in enumerate(word) if i not in gone))
    return forms


def distance(a: str, b: str) -> int:
    """Slips between two words: a letter more, less or other, or two neighbours swapped."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            slips = min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                slips = min(slips, before[j - 2] + 1)
            row.append(slips)
        before, last = last, row
    return last[-1]
