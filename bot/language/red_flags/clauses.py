"""The clauses of a message, and what phrases stand in each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.language.lexicon.phrase_groups import Span, Spans, Token, covered

CLAUSE_GROUPS: Final = (
    *("turn", "subject", "owner", "joins", "lists", "asserts", "question_start", "binder"),
    *("no_each", "no_behind", "no_behind_item", "no_all_ends", "no_all_bare_ends", "within", "he_or_she"),
)
"""The groups that tell where a clause begins and ends, and whether it goes on with the one before."""


class Clauses:
    """A message cut into clauses: at pauses, at words like "but", and where a new subject begins.

    `words[n]` are the numbers of the words of clause `n`, `of[at]` the clause of word `at`, and `shows[n]`
    the phrases that begin in clause `n`, as spans by group.
    """

    def __init__(self, tokens: Sequence[Token], spans: Spans, groups: Iterable[str]) -> None:
        self._tokens = tokens
        self._starts = {name: {start for start, _ in spans.get(name, ())} for name in CLAUSE_GROUPS}
        self._bound = covered(spans.get("binder", ())) | covered(spans.get("joins", ()))
        self.words: list[list[int]] = []
        for at, token in enumerate(tokens):
            if at == 0 or token.clause != tokens[at - 1].clause or self._breaks(at):
                self.words.append([])
            self.words[-1].append(at)
        self.of = {at: number for number, clause in enumerate(self.words) for at in clause}
        self.shows: list[defaultdict[str, list[Span]]] = [defaultdict(list) for _ in self.words]
        for name in groups:
            for start, end in spans.get(name, ()):
                self.shows[self.of[start]][name].append((start, end))

    def _breaks(self, at: int) -> bool:
        if at in self._starts["joins"]:
            return any(at + 1 in self._starts[name] for name in ("subject", "owner", "asserts"))
        return self.begins("turn", at) or (self.begins("subject", at) and at - 1 not in self._bound)

    def begins(self, name: str, at: int) -> bool:
        """Whether a phrase of the group begins at a word."""
        return at in self._starts[name]

    def pauses_before(self, at: int) -> bool:
        """Whether a word is the first after a pause, or no word of the message stands there."""
        return at in (0, len(self._tokens)) or self._tokens[at].clause != self._tokens[at - 1].clause

    def sentence_of(self, number: int) -> int:
        return self._tokens[self.words[number][0]].sentence

    def sentences(self) -> Iterator[range]:
        """The clauses of each sentence, by number."""
        for _, numbers in groupby(range(len(self.words)), key=self.sentence_of):
            first, *others = numbers
            yield range(first, first + 1 + len(others))

    def any(self, name: str, numbers: Iterable[int]) -> bool:
        """Whether a phrase of the group stands in one of the clauses."""
        return any(name in self.shows[number] for number in numbers)

    def continues(self, number: int) -> bool:
        """Whether a clause goes on with the list that the clause before it began."""
        first = self.words[number][0]
        if self.sentence_of(number) != self.sentence_of(number - 1) or self._breaks(first):
            return False
        if any(self.begins(name, first) for name in ("subject", "owner")):
            return False
        return self.begins("lists", first) or "asserts" not in self.shows[number]
