"""Messages and screenings as a channel shows them: those that are stored, and those of a turn just taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.content.knowledge import Knowledge
from bot.domain.messages import Choice, FindingView, Link, MessageView, News, ScreeningView
from bot.domain.names import AGE, NOT_UNDERSTOOD, Answer
from bot.domain.screening import Screening
from bot.domain.turn_record import BookingReference, BotMessage, TurnRecord
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Message
from bot.turn.outcome import judged, still_holds


def screening_view(screening: Screening, knowledge: Knowledge) -> ScreeningView:
    """The contract's `Screening` of a stored one."""
    decision = judged(screening, knowledge)
    questions = knowledge.checklist.ids
    question = screening.question if screening.question in questions and not screening.red_flags else None
    withdrawn = screening.state == "finished" and screening.possible_flag is not None
    return ScreeningView(
        state="asking" if withdrawn and decision.outcome is None else screening.state,
        question=question,
        position=knowledge.checklist.position(question) if question else None,
        total=len(questions),
        answers=dict(screening.answers),
        outcome=decision.outcome,
        findings=tuple(_finding(screening, question, answer) for question, answer in decision.findings),
        red_flags=screening.red_flags,
        checklist_version=screening.checklist_version,
        unheard=screening.unheard,
        locale=screening.locale,
    )


def _finding(screening: Screening, question: str, answer: Answer) -> FindingView:
    words = "\n".join((*screening.health_words, *screening.noted))
    said = {**screening.said, NOT_UNDERSTOOD: words, AGE: screening.age_said}
    return FindingView(question, answer, said.get(question) or None)


def news_of(record: TurnRecord, was: ScreeningView, now: ScreeningView) -> News:
    """What a turn brought: `was` is the screening before it, `now` the one after it."""
    commands = record.commands or ()
    return News(
        outcome=now.outcome if now.outcome != was.outcome else None,
        red_flags=tuple(flag for flag in now.red_flags if flag not in was.red_flags),
        understood=not any(
            command["name"] == "unclear" or command.get("topic") == "not_understood" for command in commands
        ),
        failed=record.fault is not None,
    )


class MessageViews:
    """Turns messages into views; a link is shown only while its reference holds.

    `address` gives the link of a booking reference.
    """

    def __init__(
        self, knowledge: Knowledge, screening: Screening, address: Callable[[str], str], now: datetime
    ) -> None:
        self._knowledge, self._screening = knowledge, screening
        self._address, self._now = address, now

    def of_stored(
        self, messages: Sequence[Message], booking: Callable[[str], Booking | None]
    ) -> tuple[MessageView, ...]:
        """Views of stored messages, in their order; `booking` finds a reference by its id."""
        return tuple(self._stored(message, booking) for message in messages)

    def of_record(self, record: TurnRecord) -> tuple[MessageView, ...]:
        """Views of what the bot says in a turn, in its order."""
        return tuple(self._said(message, record.at) for message in record.messages)

    def _stored(self, message: Message, booking: Callable[[str], Booking | None]) -> MessageView:
        found = booking(message.booking_id) if message.booking_id is not None else None
        return MessageView(
            id=message.public_id,
            sender=message.sender,
            at=message.at,
            text=message.text,
            topic=message.topic,
            choices=tuple(Choice(choice["title"], choice["value"]) for choice in message.choices),
            links=self._links(message.topic, found),
        )

    def _said(self, message: BotMessage, at: datetime) -> MessageView:
        return MessageView(
            id=message.id,
            sender="bot",
            at=at,
            text=message.text,
            topic=message.topic,
            choices=message.choices,
            links=self._links(message.topic, message.booking),
        )

    def _links(self, topic: str | None, booking: Booking | BookingReference | None) -> tuple[Link, ...]:
        if booking is None or topic != "outcome:eligible":
            return ()
        if not still_holds(booking, self._screening, self._knowledge, self._now):
            return ()
        return (Link(self._knowledge.wording["link_title"], self._address(booking.id)),)
