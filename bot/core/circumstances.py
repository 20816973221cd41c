"""How the words of a message are meant: denied, past, only asked about, supposed, or of someone who died.

The phrases that show it are groups of the rules' file (`no_list`, `ago`, `asks_about` ...); only how
far each of them reaches is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from bot.core.phrases import Span, Spans, Token

GROUPS: Final = (
    "no_list", "no_word", "no_after", "no_alone", "not_denial", "turn", "subject", "binder", "joins", "lists",
    "asserts", "ago", "over", "that_was", "was", "now", "died", "question_start", "still_asked", "person",
    "asks_about", "asked_about", "supposing", "not_supposing", "with_inversion",
)
"""The groups that the rules' file must define."""
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
        self.tokens, self.questions = tokens, questions
        self._spans = spans
        self._at = {name: _covered(spans.get(name, ())) for name in GROUPS}
        self._starts = {name: {start for start, _ in spans.get(name, ())} for name in GROUPS}
        self.clauses = self._clauses()
        self.result = Circumstances([set() for _ in tokens])

    def read(self) -> Circumstances:
        self._deny()
        for sentence in self._sentences():
            self._past(sentence)
            self._ask(sentence)
            if self._any("died", sentence) and not self._any("now", sentence):
                self.result.mourned.update(_words(sentence))
        return self.result

    # -- clauses

    def _clauses(self) -> list[list[int]]:
        """The message in clauses: at pauses, at words like "but", and where a new subject begins."""
        clauses: list[list[int]] = []
        for at, token in enumerate(self.tokens):
            if at == 0 or token.clause != self.tokens[at - 1].clause or self._breaks(at):
                clauses.append([])
            clauses[-1].append(at)
        return clauses

    def _breaks(self, at: int) -> bool:
        if at in self._starts["turn"]:
            return True
        if at in self._starts["joins"]:
            return at + 1 in self._starts["subject"] or at + 1 in self._starts["asserts"]
        return at in self._starts["subject"] and at - 1 not in self._at["binder"] | self._at["joins"]

    def _sentences(self) -> Iterable[list[list[int]]]:
        for _, group in groupby(self.clauses, key=lambda clause: self.tokens[clause[0]].sentence):
            yield list(group)

    def _any(self, name: str, clauses: Iterable[Sequence[int]]) -> bool:
        return any(at in self._at[name] for clause in clauses for at in clause)

    # -- denied

    def _deny(self) -> None:
        not_denials = self._at["not_denial"]
        for name in ("no_list", "no_word", "no_after"):
            for start, end in self._spans.get(name, ()):
                if not set(range(start, end)) & not_denials:
                    reached = self._before(start) if name == "no_after" else self._after(end, name == "no_list")
                    for at in reached:
                        self.result.denied_by[at].add(start)
        for start, end in self._spans.get("no_alone", ()):
            self._deny_alone(start, end)

    def _after(self, end: int, is_list: bool) -> Iterable[int]:
        """What a denial reaches forward: its clause, and when it begins a list the following ones too."""
        number = self._clause_of(end - 1)
        clause = self.clauses[number]
        yield from (at for at in clause if at >= end)
        if not is_list or clause[-1] < end:
            return
        for clause in self.clauses[number + 1:]:
            first = clause[0]
            if self.tokens[first].sentence != self.tokens[end - 1].sentence or not self._continues(clause):
                return
            yield from clause

    def _continues(self, clause: Sequence[int]) -> bool:
        first = clause[0]
        if first in self._starts["turn"] or first in self._starts["subject"]:
            return False
        return first in self._starts["lists"] or not self._any("asserts", [clause])

    def _before(self, start: int) -> Iterable[int]:
        clause = self.clauses[self._clause_of(start)]
        return [at for at in clause if start - REACH_BACK <= at < start]

    def _deny_alone(self, start: int, end: int) -> None:
        """ "Chest pain? No." """
        number = self._clause_of(start)
        if number and self.clauses[number] == list(range(start, end)) and end == len(self.tokens):
            before = self.clauses[number - 1]
            if len(before) <= REACH_BACK or self.tokens[before[0]].sentence in self.questions:
                for at in before:
                    self.result.denied_by[at].add(start)

    def _clause_of(self, at: int) -> int:
        return next(number for number, clause in enumerate(self.clauses) if clause[-1] >= at)

    # -- past

    def _past(self, sentence: Sequence[Sequence[int]]) -> None:
        for number, clause in enumerate(sentence):
            if not (self._any("ago", [clause]) or self._any("over", [clause])):
                continue
            if self._any("now", [clause]) and not self._any("over", [clause]):
                continue
            self.result.past.update(clause)
            for other in sentence:
                if self._any("was", [other]) and not self._any("now", [other]):
                    self.result.past.update(other)
            if number + 1 < len(sentence) and len(clause) <= 3 and not self._any("now", [sentence[number + 1]]):
                self.result.past.update(sentence[number + 1])
            if number and self._any("that_was", [clause]) and not self._any("now", [sentence[number - 1]]):
                self.result.past.update(sentence[number - 1])

    # -- asked and supposed

    def _ask(self, sentence: Sequence[Sequence[int]]) -> None:
        first = sentence[0][0]
        starts = first in self._starts["question_start"]
        normal = self._any("still_asked", sentence) and not self._any("with_inversion", sentence)
        for clause in sentence:
            own = self._any("person", [clause]) or self._any("now", [clause])
            if starts and not own and not normal:
                self.result.asked.update(clause)
            for start, end in self._inside("asks_about", clause):
                self.result.asked.update(at for at in clause if at >= end)
            if not own and self._inside("asked_about", clause):
                self.result.asked.update(clause)
            for start, end in self._inside("supposing", clause):
                if start not in self._at["not_supposing"] and not self._any("now", [clause]):
                    self.result.supposed.update(at for at in clause if at >= end)

    def _inside(self, name: str, clause: Sequence[int]) -> list[Span]:
        return [span for span in self._spans.get(name, ()) if clause[0] <= span[0] <= clause[-1]]


def _covered(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(at for start, end in spans for at in range(start, end))


def _words(clauses: Iterable[Iterable[int]]) -> Iterable[int]:
    return (at for clause in clauses for at in clause)
