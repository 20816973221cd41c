"""May there be a link? The contract's rules once more, from what is public, without the assistant's code.

It keeps what was explicitly answered and is never told what the assistant recorded. It may be stricter than
a person would be, never laxer: a `no` counts only where the contract says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

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


@dataclass
class Oracle:
    """What one person explicitly answered."""

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
        """The answers are cleared, a yes is not forgotten."""
        self.earlier |= self.yes
        self.yes, self.no, self.again = set(), set(), None

    def may_link(self, at: datetime) -> bool:
        """Ten explicit noes that stand, no danger, and told not too long ago."""
        fresh = self.told_at is not None and at < self.told_at + VALID
        return fresh and not self.danger and self.again is None and self.no == set(QUESTIONS)

    def _count_no(self, question: str) -> None:
        if question not in self.earlier:
            self.no.add(question)
