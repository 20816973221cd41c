"""How the words of a message are meant: denied, past, only asked about, supposed, or of someone who died.

The phrases that show it are groups of the rules' file (`no_list`, `ago`, `asks_about` ...); only how
far each of them reaches is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Final

from bot.core.phrases import Span, Spans, Token, covered

REACH: Final = 40
"""How many words a denial reaches forward in a list."""
REACH_BACK: Final = 5


@dataclass(slots=True)
class Circumstances:
    """Per word of the message: the denials that reach it, and whether it is past, asked ..."""

    denied_by: list[set[int]]
    past: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    supposed: set[int] = field(default_factory=set)
    mourned: set[int] = field(default_factory=set)


class Reader:
    """Reads the circumstances of one message from its tokens and the groups found in them."""

    def __init__(self, tokens: Sequence[Token], questions: frozenset[int], spans: Spans) -> None:
        self._tokens, self._questions, self._spans = tokens, questions, spans
        self._starts = {name: {start for start, _ in spans.get(name, ())} for name in CLAUSE_GROUPS}
        self._bound = {at for name in ("binder", "joins") for at in covered(spans.get(name, ()))}
        self.clauses = self._clauses()
        self._clause_of = {at: number for number, clause in enumerate(self.clauses) for at in clause}
        self._shows: list[defaultdict[str, list[Span]]] = [defaultdict(list) for _ in self.clauses]
        for name in GROUPS:
            for start, end in spans.get(name, ()):
                self._shows[self._clause_of[start]][name].append((start, end))
        self.result = Circumstances([set() for _ in tokens])

    def read(self) -> Circumstances:
        self._deny()
        numbers = groupby(range(len(self.clauses)), key=lambda n: self._tokens[self.clauses[n][0]].sentence)
        for _, sentence in numbers:
            first, *others = sentence
            self._read_sentence(range(first, first + len(others) + 1))
        return self.result

    def _read_sentence(self, sentence: range) -> None:
        self._past(sentence)
        self._ask(sentence)
        if self._any("died", sentence) and not self._any("now", sentence):
            self.result.mourned.update(at for number in sentence for at in self.clauses[number])

    def _any(self, name: str, numbers: Iterable[int]) -> bool:
        return any(name in self._shows[number] for number in numbers)

    # -- clauses

    def _clauses(self) -> list[list[int]]:
        """The message in clauses: at pauses, at words like "but", and where a new subject begins."""
        clauses: list[list[int]] = []
        for at, token in enumerate(self._tokens):
            if at == 0 or token.clause != self._tokens[at - 1].clause or self._breaks(at):
                clauses.append([])
            clauses[-1].append(at)
        return clauses

    def _breaks(self, at: int) -> bool:
        if at in self._starts["joins"]:
            return any(at + 1 in self._starts[name] for name in ("subject", "owner", "asserts"))
        return at in self._starts["turn"] or (at in self._starts["subject"] and at - 1 not in self._bound)

    # -- denied

    def _deny(self) -> None:
        not_denials = covered(self._spans.get("not_denial", ()))
        for name in ("no_list", "no_word", "no_after"):
            for start, end in self._spans.get(name, ()):
                if not_denials.isdisjoint(range(start, end)):
                    reached = self._before(start) if name == "no_after" else self._after(end, name == "no_list")
                    for at in islice(reached, REACH):
                        self.result.denied_by[at].add(start)
        for start, end in self._spans.get("no_alone", ()):
            if end == len(self._tokens):
                self._deny_alone(start)

    def _after(self, end: int, is_list: bool) -> Iterable[int]:
        """What a denial reaches forward: its clause, and when it begins a list the following ones too."""
        number = self._clause_of[end - 1]
        yield from (at for at in self.clauses[number] if at >= end)
        if not is_list or self.clauses[number][-1] < end:
            return
        for later in range(number + 1, len(self.clauses)):
            if not self._continues(later, self._tokens[end - 1].sentence):
                return
            yield from self.clauses[later]

    def _continues(self, number: int, sentence: int) -> bool:
        """Whether a clause goes on with the list of the clause before it."""
        first = self.clauses[number][0]
        if self._tokens[first].sentence != sentence:
            return False
        if any(first in self._starts[name] for name in ("turn", "subject", "owner")) or self._breaks(first):
            return False
        return first in self._starts["lists"] or "asserts" not in self._shows[number]

    def _before(self, start: int) -> Iterable[int]:
        return (at for at in self.clauses[self._clause_of[start]] if start - REACH_BACK <= at < start)

    def _deny_alone(self, start: int) -> None:
        """ "Chest pain? No." """
        number = self._clause_of[start]
        if number and self.clauses[number][0] == start:
            before = self.clauses[number - 1]
            if len(before) <= REACH_BACK or self._tokens[before[0]].sentence in self._questions:
                for at in before:
                    self.result.denied_by[at].add(start)

    # -- past

    def _past(self, sentence: range) -> None:
        over = [n for n in sentence if "over" in self._shows[n]]
        ago = [n for n in sentence if "ago" in self._shows[n] and "now" not in self._shows[n]]
        for number in over + ago:
            self.result.past.update(self.clauses[number])
            if number + 1 in sentence and len(self.clauses[number]) <= 3:
                self._pass(number + 1)
            if number - 1 in sentence and "that_was" in self._shows[number]:
                self._pass(number - 1)
        if over or ago:
            for number in sentence:
                if "was" in self._shows[number]:
                    self._pass(number)

    def _pass(self, number: int) -> None:
        if "now" not in self._shows[number]:
            self.result.past.update(self.clauses[number])

    # -- asked and supposed

    def _ask(self, sentence: range) -> None:
        starts = self.clauses[sentence[0]][0] in self._starts["question_start"]
        normal = self._any("still_asked", sentence) and not self._any("with_inversion", sentence)
        for number in sentence:
            clause, shows = self.clauses[number], self._shows[number]
            own = "person" in shows or "now" in shows
            if not own and ((starts and not normal) or "asked_about" in shows):
                self.result.asked.update(clause)
            for _, end in shows.get("asks_about", ()):
                self.result.asked.update(at for at in clause if at >= end)
            for start, end in shows.get("supposing", ()):
                if "now" not in shows and not any(a <= start < b for a, b in shows.get("not_supposing", ())):
                    self.result.supposed.update(at for at in clause if at >= end)


CLAUSE_GROUPS: Final = ("turn", "subject", "owner", "joins", "lists", "asserts", "question_start")
GROUPS: Final = (
    "no_list", "no_word", "no_after", "no_alone", "not_denial", "binder", "ago", "over", "that_was", "was", "now",
    "died", "still_asked", "person", "asks_about", "asked_about", "supposing", "not_supposing", "with_inversion",
    *CLAUSE_GROUPS,
)
"""The groups that the rules' file must define."""
