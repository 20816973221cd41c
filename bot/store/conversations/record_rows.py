"""The rows that a turn's record becomes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.domain import interpretation
from bot.domain.messages import Choice
from bot.domain.turn_record import BotMessage, TurnRecord
from bot.store.conversations.history import AnswerChange, Booking, RedFlagReport
from bot.store.conversations.models import Message, Turn
from bot.store.outbox.models import CLINIC, Delivery


@dataclass(frozen=True)
class RecordRows:
    """New rows. Those `of_the_turn` get its id when that is known.

    `offers` are the values of the choices that were shown.
    """

    turn: Turn | None
    bookings: list[Booking] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    answer_changes: list[AnswerChange] = field(default_factory=list)
    red_flag_reports: list[RedFlagReport] = field(default_factory=list)
    alerts: list[Delivery] = field(default_factory=list)
    offers: tuple[str, ...] = ()

    @property
    def of_the_turn(self) -> tuple[list[Any], ...]:
        """Rows that name their turn, by table, in the order in which they refer to each other."""
        return self.messages, self.answer_changes, self.red_flag_reports


def rows_of(record: TurnRecord, conversation: str, last_position: int) -> RecordRows:
    """What is to be added for `record` to a conversation whose newest message stands at `last_position`."""
    said = record.messages
    bookings = [message.booking for message in said if message.booking is not None]
    return RecordRows(
        turn=_turn(record, conversation),
        bookings=[Booking(conversation_id=conversation, **vars(booking)) for booking in bookings],
        messages=_messages(record, conversation, last_position + 1),
        answer_changes=[
            AnswerChange(conversation_id=conversation, at=record.at, **vars(changed))
            for changed in record.changed
        ],
        red_flag_reports=[
            RedFlagReport(conversation_id=conversation, at=record.at, flag=report.flag, said=report.said)
            for report in record.red_flags
        ],
        alerts=[_alert(conversation, flag, record.at) for flag in record.alerts],
        offers=tuple(dict.fromkeys(choice.value for message in said for choice in message.choices)),
    )


def _turn(record: TurnRecord, conversation: str) -> Turn | None:
    if record.heard is None:
        return None
    meant = record.interpretation
    return Turn(
        conversation_id=conversation,
        message_id=record.heard.id,
        digest=record.heard.digest,
        at=record.at,
        understood=None if meant is None else interpretation.to_json(meant),
        moves=None if record.commands is None else [dict(command) for command in record.commands],
        fault=record.fault,
    )


def _messages(record: TurnRecord, conversation: str, position: int) -> list[Message]:
    """The visitor's message and then the bot's, counted from `position`."""
    rows = []
    if record.heard is not None:
        rows.append(
            Message(
                conversation_id=conversation,
                position=position,
                public_id=record.heard.id,
                sender="visitor",
                at=record.at,
                text=record.heard_text,
            )
        )
    for message in record.messages:
        rows.append(_said(message, record, conversation, position + len(rows)))
    return rows


def _said(message: BotMessage, record: TurnRecord, conversation: str, position: int) -> Message:
    return Message(
        conversation_id=conversation,
        position=position,
        public_id=message.id,
        sender="bot",
        at=record.at,
        text=message.text,
        topic=message.topic,
        asks=_asked_by(message),
        choices=[_choice(choice) for choice in message.choices],
        booking_id=message.booking.id if message.booking else None,
    )


def _alert(conversation: str, flag: str, at: datetime) -> Delivery:
    """It is told whatever becomes of the conversation, and so does not belong to it."""
    payload = json.dumps({"conversation": conversation, "flag": flag})
    return Delivery(kind="alert", recipient=CLINIC, payload=payload, created_at=at, free_at=at)


def _choice(choice: Choice) -> dict[str, str]:
    return {"title": choice.title, "value": choice.value}


def _asked_by(message: BotMessage) -> str | None:
    """The question that a message asks, or the side question: `consent`, `erase`, `doubt` ..."""
    if message.topic.startswith("question:"):
        return message.topic.removeprefix("question:")
    offered = (_SIDE_QUESTIONS.get(choice.value.partition(":")[0]) for choice in message.choices)
    return next((asked for asked in offered if asked), "consent" if message.topic == "consent" else None)


_SIDE_QUESTIONS: Final = {
    **{name: name for name in ("consent", "erase", "whose", "doubt")},
    "emergency": "emergency_check",
}
"""How the values of a side question's choices begin, and its name."""
