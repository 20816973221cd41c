"""Misspelt conditions, medicines and rule words, read as what they must be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.content.context_rules import ContextRules
from bot.domain.interpretation import Kind
from bot.language.text.spelling import Spelling, distance
from bot.language.text.tokens import Token


@dataclass(frozen=True)
class Meaning:
    """What a phrase stands for; `kind` None: it looks like a condition and is none."""

    question: str
    kind: Kind | None
    part: str | None = None
    not_raised: bool = False


class RuleSpeller:
    """Reads a misspelt word of the rules right ("grandfahter"), unless it may be a condition's word."""

    def __init__(self, known: frozenset[str], wanted: frozenset[str], common_words: frozenset[str]) -> None:
        self._wanted = wanted
        self._spelling = Spelling(known, common_words, {})
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def _correct(self, typed: str) -> str:
        readings = self._spelling.words(typed)
        sure = len(readings) == 1 and len(readings[0]) == 1 and readings[0][0] in self._wanted
        return readings[0][0] if sure else typed


class Speller:
    """Reads a misspelt word as the one it is nearest to, never as the opposite of what may be meant."""

    def __init__(self, entries: Mapping[tuple[str, ...], Sequence[Meaning]], rules: ContextRules) -> None:
        self._roles: dict[str, set[Meaning]] = defaultdict(set)
        for form, meanings in entries.items():
            for word in form:
                self._roles[word].update(_role(entry) for entry in meanings)
        self._spelling = Spelling(self._roles, rules.common_words, {})
        self._opposites: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for graver, other in rules.opposites:
            self._opposites[graver].append((other, 0))
            self._opposites[other].append((graver, 1))
        self.correct = lru_cache(maxsize=4096)(self._correct)

    def tokens(self, typed: Sequence[Token]) -> list[Token]:
        """The words with misspellings read right, each still in its place."""
        return [Token(word, token.start, token.end) for token in typed for word in self.correct(token.text)]

    def _correct(self, typed: str) -> tuple[str, ...]:
        readings = self._spelling.words(typed)
        if len(readings) > 1 and not self._agree(readings):
            return (typed,)
        return (typed,) if self._doubtful(typed, readings[0]) else readings[0]

    def _agree(self, readings: Sequence[Sequence[str]]) -> bool:
        """Whether several readings come to the same question."""
        shared = set.intersection(*(self._roles[reading[0]] for reading in readings))
        return any(role.kind is not None for role in shared)

    def _doubtful(self, typed: str, reading: tuple[str, ...]) -> bool:
        """Whether the opposite is as near, or, for the graver one, nearly as near."""
        if reading == (typed,):
            return False
        slips = distance(typed, reading[0])
        return any(distance(typed, other) <= slips + more for other, more in self._opposites[reading[0]])


def _role(entry: Meaning) -> Meaning:
    """What a word of a phrase may stand for: a question, its contrary, or nothing."""
    return Meaning(entry.question, entry.kind and "condition", None, entry.not_raised)
