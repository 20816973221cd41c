"""The transcript: each message as the visitor saw it and, beside it, what was understood and recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.console.records.dossier import Dossier, shows_link
from bot.console.services import Services
from bot.domain.interpretation import Interpretation, from_json
from bot.store.console.reviews import Misreading
from bot.store.conversations.history import AnswerChange
from bot.store.conversations.models import Message, Turn


@dataclass(frozen=True)
class Spoken:
    """One message. What belongs to a turn stands at the visitor's message."""

    message: Message
    understood: Interpretation | None
    changes: tuple[AnswerChange, ...]
    red_flags: tuple[str, ...]
    misreadings: tuple[Misreading, ...]
    fault: str | None
    has_link: bool
    day: datetime | None
    """Set on the first message of a day."""

    @property
    def told(self) -> list[AnswerChange]:
        """The changes without the many that starting over makes."""
        return [change for change in self.changes if matters(change)]

    @property
    def cleared(self) -> int:
        """How many answers starting over cleared, apart from a yes."""
        return len(self.changes) - len(self.told)

    @property
    def was_not_understood(self) -> bool:
        return self.understood is not None and self.understood.intent == "not_understood"

    @property
    def confidence(self) -> int | None:
        """In per cent; none where a button was pressed."""
        if self.understood is None or self.understood.choice:
            return None
        return round(100 * self.understood.confidence)


def matters(change: AnswerChange) -> bool:
    """Whether a change is more than an answer other than yes that was cleared."""
    return change.answer is not None or change.previous == "yes"


def transcript(services: Services, dossier: Dossier) -> list[Spoken]:
    """Every message, oldest first."""
    spoken: list[Spoken] = []
    day = None
    for message in dossier.messages:
        is_new = message.at.astimezone().date() != day
        day = message.at.astimezone().date()
        spoken.append(_spoken(services, dossier, message, message.at if is_new else None))
    return spoken


def _spoken(services: Services, dossier: Dossier, message: Message, day: datetime | None) -> Spoken:
    turn = dossier.turns.get(message.turn_id or 0) if message.sender == "visitor" else None
    number = turn.id if turn else None
    return Spoken(
        message=message,
        understood=_understood(turn),
        changes=tuple(change for change in dossier.changes if turn and change.turn_id == number),
        red_flags=tuple(report.flag for report in dossier.reports if turn and report.turn_id == number),
        misreadings=tuple(wrong for wrong in dossier.misreadings if wrong.message_id == message.id),
        fault=turn.fault if turn else None,
        has_link=shows_link(services, dossier, message),
        day=day,
    )


def _understood(turn: Turn | None) -> Interpretation | None:
    """What was understood, if it was stored in a form that this version knows."""
    if turn is None or turn.understood is None:
        return None
    try:
        return from_json(turn.understood)
    except (KeyError, TypeError):
        return None
