"""What is stored, as a channel shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.content.knowledge import Knowledge
from bot.domain.messages import Choice, FindingView, Link, MessageView, News, ScreeningView
from bot.domain.names import Answer
from bot.domain.screening import Screening
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Message, Turn
from bot.turn.outcome import judged, still_holds


def screening_view(screening: Screening, knowledge: Knowledge) -> ScreeningView:
    """The contract's `Screening` of a stored one."""
    decision = judged(screening, knowledge)
    questions = knowledge.checklist.ids
    question = screening.question if screening.question in questions and not screening.red_flags else None
    return ScreeningView(
        state=screening.state,
        question=question,
        position=knowledge.checklist.position(question) if question else None,
        total=len(questions),
        answers=dict(screening.answers),
        outcome=decision.outcome,
        findings=tuple(_finding(screening, question, answer) for question, answer in decision.findings),
        red_flags=screening.red_flags,
        checklist_version=screening.checklist_version,
    )


def _finding(screening: Screening, question: str, answer: Answer) -> FindingView:
    return FindingView(question, answer, screening.said.get(question) or None)


def news_of(turn: Turn, was: ScreeningView, now: ScreeningView) -> News:
    """What a turn brought: `was` is the screening before it, `now` the one after it."""
    commands = turn.moves or ()
    return News(
        outcome=now.outcome if now.outcome != was.outcome else None,
        red_flags=tuple(flag for flag in now.red_flags if flag not in was.red_flags),
        understood=not any(
            command["name"] == "unclear" or command.get("topic") == "not_understood" for command in commands
        ),
        failed=turn.fault is not None,
    )


class MessageViews:
    """Turns stored messages into views; a link is shown only while its reference holds."""

    def __init__(
        self,
        knowledge: Knowledge,
        screening: Screening,
        booking: Callable[[str], Booking | None],
        address: Callable[[str], str],
        now: datetime,
    ) -> None:
        self._knowledge, self._screening = knowledge, screening
        self._booking, self._address, self._now = booking, address, now

    def of(self, messages: Sequence[Message]) -> tuple[MessageView, ...]:
        """Views of `messages`, in their order."""
        return tuple(self._view(message) for message in messages)

    def _view(self, message: Message) -> MessageView:
        return MessageView(
            id=message.public_id,
            sender=message.sender,
            at=message.at,
            text=message.text,
            topic=message.topic,
            choices=tuple(Choice(choice["title"], choice["value"]) for choice in message.choices),
            links=self._links(message),
        )

    def _links(self, message: Message) -> tuple[Link, ...]:
        if message.booking_id is None or message.topic != "outcome:eligible":
            return ()
        booking = self._booking(message.booking_id)
        if booking is None or not still_holds(booking, self._screening, self._knowledge, self._now):
            return ()
        return (Link(self._knowledge.wording["link_title"], self._address(booking.id)),)
