"""How the words of a message are meant: denied, past, only asked about, supposed, or of someone who died.

The phrases that show it are groups of the rules' file (`no_list`, `ago`, `asks_about` ...); only how
far each of them reaches is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bot.language.lexicon.phrase_groups import Spans, Token, covered
from bot.language.red_flags.clauses import CLAUSE_GROUPS, Clauses

REACH: Final = 40
"""How many words a denial reaches forward in a list."""
REACH_BACK: Final = 5
"""How many words it reaches back ("chest pain, none")."""

DENIALS: Final = ("no_list", "no_word", "no_after")
MEANINGS: Final = ("ago", "over", "that_was", "was", "now", "died", "still_asked", "with_inversion", "person")
QUESTIONS: Final = ("asks_about", "asked_about", "supposing", "not_supposing", "informing")
GROUPS: Final = (*DENIALS, "no_alone", "not_denial", *MEANINGS, *QUESTIONS, *CLAUSE_GROUPS)
"""The groups that the rules' file must define."""


@dataclass(slots=True)
class Circumstances:
    """How each word is meant, by its number in the message.

    `denied_by[at]` holds the first words of the denials that reach word `at`; the sets hold the words that
    are past, only asked about, supposed, or of somebody who died.
    """

    denied_by: list[set[int]]
    past: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    supposed: set[int] = field(default_factory=set)
    mourned: set[int] = field(default_factory=set)


def read(tokens: Sequence[Token], questions: frozenset[int], spans: Spans) -> Circumstances:
    """The circumstances of a message; `questions` are the sentences that end in a question mark."""
    return _Reader(Clauses(tokens, spans, GROUPS), questions, spans, len(tokens)).read()


class _Reader:
    def __init__(self, clauses: Clauses, questions: frozenset[int], spans: Spans, words: int) -> None:
        self._clauses, self._questions, self._spans, self._words = clauses, questions, spans, words
        self._result = Circumstances([set() for _ in range(words)])

    def read(self) -> Circumstances:
        self._deny()
        self._inform()
        for sentence in self._clauses.sentences():
            self._past(sentence)
            self._ask(sentence)
            if self._clauses.any("died", sentence) and not self._clauses.any("now", sentence):
                self._result.mourned.update(at for number in sentence for at in self._clauses.words[number])
        return self._result

    # -- denied

    def _deny(self) -> None:
        not_denials = covered(self._spans.get("not_denial", ()))
        for name in DENIALS:
            for start, end in self._spans.get(name, ()):
                if not_denials.isdisjoint(range(start, end)):
                    after = self._after(end, is_list=name == "no_list")
                    for at in islice(self._before(start) if name == "no_after" else after, REACH):
                        self._result.denied_by[at].add(start)
        for start, end in self._spans.get("no_alone", ()):
            if end == self._words:
                self._deny_alone(start)

    def _after(self, end: int, *, is_list: bool) -> Iterable[int]:
        """What a denial reaches forward: its clause, and when it begins a list the following ones too."""
        number = self._clauses.of[end - 1]
        yield from (at for at in self._clauses.words[number] if at >= end)
        if not is_list or self._clauses.words[number][-1] < end:
            return
        for later in range(number + 1, len(self._clauses.words)):
            if not self._clauses.continues(later):
                return
            yield from self._clauses.words[later]

    def _before(self, start: int) -> Iterable[int]:
        clause = self._clauses.words[self._clauses.of[start]]
        return (at for at in clause if start - REACH_BACK <= at < start)

    def _deny_alone(self, start: int) -> None:
        """ "Chest pain? No." """
        number = self._clauses.of[start]
        if number and self._clauses.words[number][0] == start:
            before = self._clauses.words[number - 1]
            if len(before) <= REACH_BACK or self._clauses.sentence_of(number - 1) in self._questions:
                for at in before:
                    self._result.denied_by[at].add(start)

    # -- past

    def _past(self, sentence: range) -> None:
        shows = self._clauses.shows
        past = [n for n in sentence if "over" in shows[n] or ("ago" in shows[n] and "now" not in shows[n])]
        for number in past:
            self._result.past.update(self._clauses.words[number])
            if number + 1 in sentence and len(self._clauses.words[number]) <= 3:
                self._pass(number + 1)
            if number - 1 in sentence and "that_was" in shows[number]:
                self._pass(number - 1)
        for number in sentence if past else ():
            if "was" in shows[number]:
                self._pass(number)

    def _pass(self, number: int) -> None:
        if "now" not in self._clauses.shows[number]:
            self._result.past.update(self._clauses.words[number])

    # -- asked and supposed

    def _inform(self) -> None:
        """An article or a lesson on the subject: only what is said to be now is reported in it."""
        if any("informing" in shows for shows in self._clauses.shows):
            for clause, shows in zip(self._clauses.words, self._clauses.shows, strict=True):
                if "now" not in shows:
                    self._result.asked.update(clause)

    def _ask(self, sentence: range) -> None:
        normal = self._clauses.any("still_asked", sentence)
        normal = normal and not self._clauses.any("with_inversion", sentence)
        starts = not normal and self._clauses.begins("question_start", self._clauses.words[sentence[0]][0])
        for number in sentence:
            clause, shows = self._clauses.words[number], self._clauses.shows[number]
            own = "person" in shows or "now" in shows
            if not own and (starts or "asked_about" in shows):
                self._result.asked.update(clause)
            for _, end in shows.get("asks_about", ()):
                self._result.asked.update(at for at in clause if at >= end)
            for start, end in shows.get("supposing", ()):
                if "now" not in shows and not any(a <= start < b for a, b in shows.get("not_supposing", ())):
                    self._result.supposed.update(at for at in clause if at >= end)
