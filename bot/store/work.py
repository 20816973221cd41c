"""What one open transaction on one conversation can do. Nothing here reads more in a long conversation."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.errors import OtherContent, UnknownConversation
from bot.core.names import Answer, Outcome
from bot.core.screening import Screening, from_json, to_json
from bot.core.views import Choice, Heard
from bot.store import queries
from bot.store.models import Conversation, Message, Offer, Sender, Turn
from bot.store.trails import AnswerChange, Booking, BookingOpening, RedFlagReport


class Work:
    """An open transaction. `conversation` is locked; what is added is stored when the transaction ends."""

    def __init__(self, session: Session, conversation: Conversation) -> None:
        self._session = session
        self.conversation = conversation

    @property
    def screening(self) -> Screening:
        """The screening as it stands."""
        return from_json(self.conversation.screening)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that can fail alone: after an exception nothing of it is stored."""
        self._session.flush()
        with self._session.begin_nested():
            yield

    def undo_savepoint(self) -> None:
        """Undo a part that failed without being left, or what is added from now on would go with it."""
        left_open = self._session.get_nested_transaction()
        if left_open is not None:
            left_open.rollback()

    def turn(self, message_id: str) -> Turn | None:
        """The turn that took in the sender's message `message_id`, if it came before."""
        found: Turn | None = self._one(queries.turn(self.conversation.id, message_id))
        return found

    def replies(self, turn: Turn) -> list[Message]:
        """What the bot said in `turn`, in order."""
        return list(self._session.execute(queries.replies(turn.id)).scalars())

    def message(self, public_id: str) -> Message | None:
        """A message of this conversation, the bot's or the visitor's, by its public id."""
        found: Message | None = self._one(queries.message(self.conversation.id, public_id))
        return found

    def question_shown_by(self, message: Message) -> Message | None:
        """The newest message, `message` or before it, that asks a question or for consent."""
        found: Message | None = self._one(queries.newest_asking(self.conversation.id, message.position))
        return found

    def newest_question(self) -> Message | None:
        """The newest message that asks a question or for consent."""
        row = self.conversation
        found: Message | None = self._one(queries.newest_asking(row.id, row.last_position))
        return found

    def ended_at(self, question: Message) -> int | None:
        """The position of the outcome that followed `question`, if one was told since."""
        ended: int | None = self._one(queries.outcome_after(self.conversation.id, question.position))
        return ended

    def heard_before(self, count: int) -> datetime | None:
        """When the visitor's message came that is the `count`-th from the newest. Reads only these."""
        found: datetime | None = self._one(queries.heard_before(self.conversation.id, count))
        return found

    def offered(self, value: str) -> bool:
        """Whether a choice with this value was ever shown here."""
        return self._one(queries.offer(self.conversation.id, value)) is not None

    def booking(self, id: str) -> Booking | None:
        """A booking reference of this conversation."""
        found: Booking | None = self._one(queries.booking(id))
        return found if found is not None and found.conversation_id == self.conversation.id else None

    def add_turn(self, heard: Heard, digest: str, at: datetime) -> Turn:
        """A new turn. Raises OtherContent if the id is that of a message which the bot sent."""
        if self.message(heard.id) is not None:
            raise OtherContent(heard.id)
        turn = Turn(conversation_id=self.conversation.id, message_id=heard.id, digest=digest, at=at)
        self._session.add(turn)
        self.conversation.turns += 1
        return turn

    def add_message(  # noqa: PLR0913  (a message has so many parts)
        self,
        turn: Turn | None,
        *,
        sender: Sender,
        public_id: str,
        text: str,
        at: datetime,
        topic: str | None = None,
        choices: Sequence[Choice] = (),
        booking: Booking | None = None,
    ) -> Message:
        """The next message. The choices of a bot message are offered from now on."""
        self.conversation.last_position += 1
        message = Message(
            conversation_id=self.conversation.id,
            turn=turn,
            position=self.conversation.last_position,
            public_id=public_id,
            sender=sender,
            at=at,
            text=text,
            topic=topic,
            asks=_asked_by(topic) if sender == "bot" else None,
            choices=[{"title": choice.title, "value": choice.value} for choice in choices],
            booking_id=booking.id if booking else None,
        )
        self._session.add(message)
        self._offer(choices if sender == "bot" else ())
        return message

    def save(self, screening: Screening, outcome: Outcome | None, at: datetime) -> None:
        """Store the screening and mark the conversation as used `at`."""
        row = self.conversation
        row.screening = to_json(screening)
        row.state = screening.state
        row.question = screening.question
        row.outcome = outcome
        row.checklist_version = screening.checklist_version
        row.red_flag = bool(screening.red_flags)
        row.used_at = at

    def record_answer(  # noqa: PLR0913  (so has a change)
        self,
        turn: Turn | None,
        *,
        run: int,
        question: str,
        previous: Answer | None,
        answer: Answer | None,
        said: str | None,
        cause: str,
        at: datetime,
    ) -> None:
        """Add to the trail of answers."""
        change = AnswerChange(
            conversation_id=self.conversation.id,
            turn=turn,
            at=at,
            run=run,
            question=question,
            previous=previous,
            answer=answer,
            said=said,
            cause=cause,
        )
        self._session.add(change)

    def report_red_flag(self, turn: Turn | None, *, flag: str, said: str, at: datetime) -> None:
        """Add to the trail of red flags."""
        report = RedFlagReport(conversation_id=self.conversation.id, turn=turn, at=at, flag=flag, said=said)
        self._session.add(report)

    def issue_booking(self, run: int, expires_at: datetime, at: datetime) -> Booking:
        """A new reference that nobody can guess, for this run of the screening."""
        booking = Booking(
            id=secrets.token_urlsafe(24),
            conversation_id=self.conversation.id,
            run=run,
            issued_at=at,
            expires_at=expires_at,
        )
        self._session.add(booking)
        self._session.flush()  # before the message that refers to it
        return booking

    def record_opening(self, booking: Booking, verdict: str, at: datetime) -> None:
        """Somebody opened the reference, and this is what it came to."""
        self._session.add(BookingOpening(booking_id=booking.id, verdict=verdict, at=at))

    def erase(self) -> None:
        """Delete the conversation and all that belongs to it. Nothing can be added afterwards."""
        self._session.expunge_all()  # or what was added in this transaction would be written after all
        self._session.execute(queries.erasing([self.conversation.id]))

    def _one(self, query: queries.Query) -> Any:
        return self._session.execute(query).scalar_one_or_none()

    def _offer(self, choices: Sequence[Choice]) -> None:
        if not choices:
            return
        shown = [
            {"conversation_id": self.conversation.id, "value": value}
            for value in dict.fromkeys(choice.value for choice in choices)
        ]
        self._session.execute(queries.adding_new(self._session, Offer), shown)


def locked(session: Session, conversation: str) -> Work:
    """The conversation, nobody else's until this transaction ends. Raises UnknownConversation."""
    row = session.execute(queries.locked_conversation(conversation)).scalar_one_or_none()
    if row is None:
        raise UnknownConversation(conversation)
    return Work(session, row)


def _asked_by(topic: str | None) -> str | None:
    if topic == "consent":
        return topic
    return topic.removeprefix("question:") if topic and topic.startswith("question:") else None
