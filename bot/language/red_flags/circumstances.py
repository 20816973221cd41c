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
FIRST: Final = 3
"""Of whom a sentence tells stands among so many words at its beginning."""

DENIALS: Final = ("no_list", "no_word", "no_after")
DENIALS_OF_MORE: Final = (
    "no_each_fails",
    "no_each_filler",
    "no_all",
    "no_all_bare",
    "no_all_before",
    "told_of",
    "i_myself",
)
"""Denials of every item of a list, before each of them or behind the last, and what limits them."""
MEANINGS: Final = ("ago", "over", "that_was", "was", "now", "died", "still_asked", "with_inversion", "person")
QUESTIONS: Final = ("asks_about", "asked_about", "supposing", "not_supposing", "informing")
GROUPS: Final = (*DENIALS, *DENIALS_OF_MORE, "no_alone", "not_denial", *MEANINGS, *QUESTIONS, *CLAUSE_GROUPS)
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
        sentences = list(self._clauses.sentences())
        for before, sentence in zip([range(0), *sentences], sentences, strict=False):
            self._past(sentence)
            self._ask(sentence)
            if self._clauses.any("died", sentence) and not self._clauses.any("now", sentence):
                of_the_same = before if self._goes_on(before, sentence) else range(0)
                for number in (*of_the_same, *sentence):
                    self._result.mourned.update(self._clauses.words[number])
        return self._result

    def _goes_on(self, before: range, sentence: range) -> bool:
        """Whether a death long ago is that of the relative of whom the sentence before told."""
        if not before or not self._clauses.begins("he_or_she", self._clauses.words[sentence[0]][0]):
            return False
        first = self._clauses.words[before[0]][0]
        of_a_relative = any(first <= start < first + FIRST for start, _ in self._spans.get("relative", ()))
        tells_more = any(self._clauses.any(name, before) for name in ("now", "i_myself"))
        return of_a_relative and not tells_more and self._clauses.any("ago", sentence)

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
        for sentence in self._clauses.sentences():
            words = [at for number in sentence for at in self._clauses.words[number]]
            self._deny_each(words)
            self._deny_behind(words)
        for name in ("no_all", "no_all_bare"):
            for start, end in self._spans.get(name, ()):
                self._deny_all(start, end, bare=name == "no_all_bare")

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

    def _deny_each(self, sentence: Sequence[int]) -> None:
        """ "Na bukhar hai, na khansi": a denial before every item; a single "na" is a mere filler."""
        denials = [at for at in sentence if self._denies_an_item(at)]
        while denials and self._follows_a_verb(denials[0]):
            denials.pop(0)  # "hai na?"
        if len(denials) < 2:
            return
        items = {at: self._item(at, set(denials), sentence[-1]) for at in denials}
        said = {*denials, *(word for words, _ in items.values() for word in words)}
        bars = ["no_each_fails"]
        if not self._clauses.pauses_before(denials[0]):
            bars.append("no_each_filler")
        if any(start in said for name in bars for start, _ in self._spans.get(name, ())):
            return
        longest = max(len(items[at][0]) for at in denials[:-1])
        for at, (words, ended) in items.items():
            for word in words if ended else words[: max(longest, 1)]:
                self._result.denied_by[word].add(at)

    def _deny_behind(self, sentence: Sequence[int]) -> None:
        """ "Chest pain no fever no": behind every item, each of which names a complaint."""
        stretch: list[int] = []
        for at in sentence:
            if stretch and self._clauses.pauses_before(at) and not self._clauses.begins("no_behind", at - 1):
                stretch = []
            stretch.append(at)
            if self._clauses.begins("no_behind", at) and self._clauses.pauses_before(at + 1):
                self._deny_items(stretch)

    def _deny_items(self, stretch: Sequence[int]) -> None:
        items: list[tuple[list[int], int]] = []
        words: list[int] = []
        for at in stretch:
            if self._clauses.begins("no_behind", at):
                items.append((words, at))
                words = []
            else:
                words.append(at)
        complaints = (any(self._clauses.begins("no_behind_item", at) for at in words) for words, _ in items)
        verbs = any(self._clauses.begins("asserts", at) for words, _ in items for at in words)
        if len(items) >= 2 and all(complaints) and not verbs:
            for words, denial in items:
                for at in words:
                    self._result.denied_by[at].add(denial)

    def _denies_an_item(self, at: int) -> bool:
        return self._clauses.begins("no_each", at) and not self._clauses.pauses_before(at + 1)

    def _follows_a_verb(self, at: int) -> bool:
        return not self._clauses.pauses_before(at) and self._clauses.begins("asserts", at - 1)

    def _item(self, denial: int, denials: set[int], last: int) -> tuple[list[int], bool]:
        """The words that a denial of one item reaches, and whether a verb or a pause ends them."""
        words: list[int] = []
        for at in range(denial + 1, last + 1):
            if self._clauses.pauses_before(at) or at in denials:
                return words, True
            ended = bool(words) and self._clauses.begins("asserts", words[-1])
            if ended and not self._clauses.begins("asserts", at):
                return words, True
            breaks = any(self._clauses.begins(name, at) for name in ("turn", "subject", "owner"))
            if breaks and not self._clauses.begins("within", at):
                return words, True
            words.append(at)
        return words, bool(words) and self._clauses.begins("asserts", words[-1])

    def _deny_all(self, start: int, end: int, *, bare: bool) -> None:
        """ "Chest pain, sweating: none of that." Reaches back over what only names things."""
        number = self._clauses.of[start]
        if (bare and not self._clauses.pauses_before(start)) or self._told_before(start):
            return
        if not self._only_ends(end, "no_all_bare_ends" if bare else "no_all_ends"):
            return
        reached = [at for at in self._clauses.words[number] if at < start]
        if any(self._clauses.begins("asserts", at) for at in reached if at + 1 < start):
            return  # "my arm is numb and none of them": only "I have none of them" may stand before it
        while number and len(reached) < REACH and self._only_names(number - 1):
            number -= 1
            reached += self._clauses.words[number]
        for at in reached:
            self._result.denied_by[at].add(start)

    def _told_before(self, start: int) -> bool:
        """ "None of that yesterday": what there was none of before is there now."""
        sentence = self._clauses.sentence_of(self._clauses.of[start])
        times = [at for at, _ in self._spans.get("no_all_before", ())]
        return any(self._clauses.sentence_of(self._clauses.of[at]) == sentence for at in times)

    def _only_ends(self, end: int, name: str) -> bool:
        """Whether nothing of weight follows in the words up to the next pause."""
        for at in range(end, self._words):
            if self._clauses.pauses_before(at) or self._clauses.begins("turn", at):
                return True
            if not self._clauses.begins(name, at):
                return False
        return True

    def _only_names(self, number: int) -> bool:
        """Whether a clause is an item of a list: it tells nothing of anybody and has no verb."""
        return not self._clauses.shows[number].keys() & {"asserts", "now", "told_of", "turn"}

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
