"""How a phrase is written; the syntax stands at the top of red_flag_rules.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from bot.language.text.sounds import DEVANAGARI, HEARD, TYPED, typed, without_a

GAP: Final = ".."
NUMBER: Final = "#"
YEAR: Final = "#year"
BEGINNING: Final = "*"
"""Ends the key that longer words meet too."""

_BRACKETS: Final = re.compile(r"\([^()\[\]]+\)|\[[^()\[\]]+\]")
_CHOICE: Final = re.compile(r"\|(?![^(\[]*[)\]])")
"""A `|` outside brackets."""
_PLACE: Final = re.compile(rf"\.\.|{_BRACKETS.pattern}|[^\s()\[\]]+")

Place = tuple[tuple[str, ...], ...]
"""The sequences of words that may stand in one place of a phrase; () when it may stay empty."""


class PhraseError(ValueError):
    """A phrase or a group cannot be read."""

    def __init__(self, item: str, remedy: str) -> None:
        super().__init__(f"{item}: {remedy}")
        self.item, self.remedy = item, remedy


def parse(text: str, skip: frozenset[str]) -> Iterator[list[Place]]:
    """The phrases that a text writes, each as its places. `skip` are the words that may stand anywhere."""
    for phrase in _CHOICE.split(text):
        if re.search(r"[()\[\]]", _BRACKETS.sub("", phrase)):
            raise PhraseError(repr(text), "brackets within brackets, or one missing")
        parts = _PLACE.findall(phrase.casefold())
        inner = [part for part in parts[1:-1] if not skip.issuperset(re.findall(r"[^\s|()\[\]]+", part))]
        places = [_place(part, skip) for part in (*parts[:1], *inner, *parts[1:][-1:])]
        if all(() in place for place in places) or GAP in (parts[0], parts[-1]):
            raise PhraseError(repr(text), "begins or ends in nothing, or needs no word; add one")
        yield places


def _place(part: str, skip: frozenset[str]) -> Place:
    """What may stand in one place; inside it, words that may stand anywhere are left out."""
    if part == GAP:
        return ((GAP,),)
    ways: list[tuple[str, ...]] = [()] if part[0] == "(" else []
    for choice in part.strip("()[]").split("|"):
        if not (words := choice.split()):
            raise PhraseError(repr(part), "an empty alternative; remove the extra '|'")
        words[1:-1] = [word for word in words[1:-1] if word not in skip]
        ways += product(*map(forms, words))
    return tuple(ways)


def forms(word: str) -> list[str]:
    """`hurt~` is hurt, hurts, hurting, hurted; a word in Devanagari its sounds; anything else itself."""
    if DEVANAGARI.match(word):
        return sounds(word)
    if not word.endswith("~"):
        return [word]
    stem = word[:-1]
    if stem.endswith("e"):
        return [stem, stem + "s", stem + "d", stem[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", stem):
        return [stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"]
    plural = stem + ("es" if re.search(r"(s|x|z|ch|sh)$", stem) else "s")
    once, doubled = [stem + "ed", stem + "ing"], [stem + stem[-1] + "ed", stem + stem[-1] + "ing"]
    if len(stem) > 5 or not re.search(r"[^aeiou][aeiou][bdgklmnprt]$", stem):
        doubled = []
    return [stem, plural, *(doubled if len(stem) < 5 and doubled else once + doubled)]


def sounds(word: str) -> list[str]:
    """What a word in Devanagari is met by; `~`: longer words that begin like it too (छात~: छाती, छातीत)."""
    key = typed(word.rstrip("~"))
    heard = HEARD + without_a(key)
    if re.search("[क-ह]ं$", word):  # a Marathi neuter, whose end is typed as a: डोकं, doka
        return [TYPED + key, heard, heard + "a"]
    if not word.endswith("~"):
        return [TYPED + key, heard]
    return [TYPED + key + BEGINNING, HEARD + without_a(key, whole=False) + BEGINNING, heard]
