"""What staff may release: a red flag, or a `yes` from before starting over (contract, rules 4 and 5).

Nothing is said to the person, and no link is made: whoever asks again is told how it stands by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.content.knowledge import Knowledge
from bot.domain.screening import Screening, every_yes
from bot.domain.turn_record import TurnRecord
from bot.screening.doubting import left_doubts
from bot.store.console.audit_trail import AuditTrail
from bot.store.console.reviews import Release
from bot.store.conversations import queries
from bot.store.conversations.history import Booking
from bot.store.conversations.unit_of_work import UnitOfWork, locked
from bot.turn.outcome import judged
from bot.turn.record import changed_answers

CAUSE = "released by staff"


class NothingToRelease(Exception):
    """The conversation has no such red flag or earlier yes."""


@dataclass(frozen=True)
class Releases:
    """Releases things in an open transaction, and leaves a row and an audit entry of each."""

    knowledge: Knowledge
    trail: AuditTrail

    def red_flags(self, session: Session, id: str, author: str, reason: str, at: datetime) -> None:
        """Clear the red flags: the check can begin anew, with consent, and forgets no earlier `yes`."""
        work = locked(session.connection(), id)
        before = work.screening
        if not before.red_flags:
            raise NothingToRelease("red_flag")
        self._store(work, _fresh(before, self.knowledge.checklist.ids), at)
        # The runs are counted anew: a reference of an earlier one must not open again.
        held = queries.bookings.conversation_id == id
        now_over = update(Booking).where(held, queries.bookings.expires_at > at).values(expires_at=at)
        session.execute(now_over.execution_options(synchronize_session=False))
        for flag in before.red_flags:
            session.add(_row(id, author, "red_flag", flag, reason, at))
        self.trail.add(session, author, "release", id, red_flags=list(before.red_flags))

    def earlier_yes(
        self, session: Session, id: str, question: str, author: str, reason: str, at: datetime
    ) -> None:
        """Let a `yes` from before starting over be forgotten: a `no` that was given since counts as one."""
        work = locked(session.connection(), id)
        before = work.screening
        if question not in before.earlier_yes:
            raise NothingToRelease(question)
        after = before.but(
            earlier_yes=_less(before.earlier_yes, question), changed=_less(before.changed, question)
        )
        if question in before.changed and before.answers.get(question) == "unsure":
            # A new run, as after any correction: no reference of before opens again.
            after = after.but(
                answers={**before.answers, question: "no"}, run=before.run + (before.state == "finished")
            )
        self._store(work, after, at)
        session.add(_row(id, author, "earlier_yes", question, reason, at))
        self.trail.add(session, author, "release", id, earlier_yes=question)

    def _store(self, work: UnitOfWork, after: Screening, at: datetime) -> None:
        """Store the screening and the trail of its answers. The visitor did not use the conversation."""
        before = work.screening
        work.write(
            TurnRecord(
                at=at,
                screening=after,
                outcome=judged(after, self.knowledge).outcome,
                changed=changed_answers(before, after, words=before, cause=CAUSE),
            )
        )


def _fresh(before: Screening, questions: tuple[str, ...]) -> Screening:
    """As at the beginning, apart from what must not be forgotten."""
    yes = every_yes(before, questions)
    return Screening(
        locale=before.locale,
        earlier_yes=yes,
        unheard=before.unheard,
        noted=before.noted,
        doubts=left_doubts(before),
        emergency_checks=before.emergency_checks,
        age_said=before.age_said,
        told=before.told,
        subject=before.subject,
        asked=before.asked + 1,
        unknown=before.unknown,
    )


def _less(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return tuple(other for other in items if other != item)


def _row(id: str, author: str, kind: str, item: str, reason: str, at: datetime) -> Release:
    return Release(conversation_id=id, author=author, at=at, kind=kind, item=item, reason=reason)
