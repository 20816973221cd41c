"""May there be a link? The contract's rules once more, from what is public, without the assistant's code.

It keeps what was explicitly answered, told and left unheard, and is never told what the assistant recorded.
It may be stricter than a person would be, never laxer: a `no` counts only where the contract says so, and
unheard words are cleared only by the doubt that was put about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

QUESTIONS = (
    "blood_pressure_or_heart",
    "blood_thinners",
    "eye_condition",
    "cerebral_disorder",
    "ear_infection",
    "spinal_injury",
    "herniated_disc",
    "osteoporosis",
    "pregnancy",
    "obesity",
)
VALID = timedelta(days=30)
YES, NO = "yes", "no"


@dataclass(eq=False)
class Words:
    """A message of which nobody knows what it says about health.

    `since` is the number of messages shown when it was left so: only a doubt put later clears it.
    """

    text: str
    since: int
    state: Literal["standing", "cleared", "health"] = "standing"


@dataclass(eq=False)
class EmergencyCheck:
    """Words that may report a red flag, asked about once. `left` are they, when they were left unheard."""

    flag: str
    text: str
    left: Words | None = None


@dataclass
class Oracle:
    """What one person explicitly answered, and what stands unheard."""

    yes: set[str] = field(default_factory=set)
    no: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    again: str | None = None
    """The question that is asked again, so that its answer can change."""
    again_since: int = 0
    """The number of messages shown when it was asked again: only choices after that answer it."""
    danger: bool = False
    told_at: datetime | None = None
    """When the outcome was last told."""
    agreed: bool = False
    version: str = ""
    """Of the checklist that the answers belong to."""
    renewed_at: int = 0
    """The number of messages shown when the questions changed: a no to an older one counts for nothing."""
    under_age: bool = False
    unheard: list[Words] = field(default_factory=list)
    doubts: dict[int, tuple[Words, ...]] = field(default_factory=dict)
    """The number of the message that put a doubt → the words that it was about."""
    checks: dict[int, EmergencyCheck] = field(default_factory=dict)
    """The number of the message that asked whether it is happening now → what it asked about."""
    open_check: EmergencyCheck | None = None

    # ---- answers ----

    def answered(self, question: str, answer: str, *, shown: int, now: int) -> None:
        """An explicit answer to `question`, as it was shown in message number `shown` of `now`."""
        to_asked_again = self.again == question and shown >= self.again_since
        if answer == YES:
            self.no.discard(question)
            self.yes.add(question)
        elif question in self.yes:
            if not to_asked_again:
                self.ask_again(question, now)
                return
            if answer == NO:
                self.yes.discard(question)
                self._count_no(question)
        elif answer == NO:
            self._count_no(question)
        else:
            self.no.discard(question)
        if self.again == question:
            self.again = None

    def ask_again(self, question: str, now: int) -> None:
        """The question is put anew; what was answered stays until then."""
        if question in self.yes or question in self.no or self.again is None:
            self.again, self.again_since = question, now

    def went_on(self) -> None:
        """Another question is put instead of the one that was put anew: its yes stays, and it is closed."""
        self.again = None

    def started_over(self) -> None:
        """The answers are cleared; neither a yes nor what is unheard is forgotten."""
        self.earlier |= self.yes
        self.yes, self.no, self.again = set(), set(), None

    def told_under_age(self) -> None:
        """The check ends, and no later one comes to a link (rule 9)."""
        self.started_over()
        self.under_age, self.agreed = True, False

    # ---- what is unheard (rule 8) ----

    def leave_unheard(self, text: str, now: int) -> Words:
        """Nobody knows what this message says about health."""
        words = Words(text, now)
        self.unheard.append(words)
        return words

    def noted(self, text: str, now: int) -> None:
        """What no question asks about and a clinician looks at first: no tap takes it back."""
        self.unheard.append(Words(text, now, "health"))

    def doubt_put(self, at: int) -> None:
        """Message number `at` asks about everything that stands."""
        self.doubts[at] = tuple(self.standing)

    def doubt_answered(self, at: int, *, health: bool, now: int) -> None:
        """What was answered to the doubt of message number `at`: about its own words and no others."""
        for words in self.doubts.get(at, ()):
            if health:
                words.state, words.since = "health", now
            elif words.state == "health":
                words.state, words.since = "standing", now  # taken back: put once more before it is cleared
            elif at >= words.since:
                words.state = "cleared"

    @property
    def standing(self) -> list[Words]:
        return [words for words in self.unheard if words.state == "standing"]

    @property
    def health(self) -> list[Words]:
        return [words for words in self.unheard if words.state == "health"]

    # ---- is it happening now? (rule 5) ----

    def check_put(self, at: int, flag: str, text: str) -> None:
        """Message number `at` asks whether the `flag` that `text` may report is happening now."""
        if self.open_check is None:
            self.open_check = EmergencyCheck(flag, text)
        self.checks[at] = self.open_check

    def check_answered(self, at: int, *, happening: bool) -> None:
        """A yes reports it whenever it comes; a no closes its own words."""
        check = self.checks[at]
        if happening:
            self.danger = True
        elif check.left is not None and check.left.state == "standing":
            check.left.state = "cleared"
        if check is self.open_check:
            self.open_check = None

    def check_passed_over(self, now: int) -> None:
        """Something else was said: the words are left unheard."""
        if self.open_check is not None:
            self.open_check.left = self.leave_unheard(self.open_check.text, now)
            self.open_check = None

    # ---- the verdict ----

    @property
    def in_doubt(self) -> bool:
        """Whether anything stands in the way of a link besides the answers."""
        return bool(self.standing or self.health or self.under_age or self.open_check)

    def may_link(self, at: datetime, version: str) -> bool:
        """Ten explicit noes to this checklist that stand, nothing in doubt, and told not too long ago."""
        fresh = self.told_at is not None and at < self.told_at + VALID
        clear = not self.danger and not self.in_doubt and self.again is None
        return fresh and clear and self.agreed and self.version == version and self.no == set(QUESTIONS)

    def _count_no(self, question: str) -> None:
        if question not in self.earlier:
            self.no.add(question)
