"""What one open transaction on one conversation can do. Nothing here reads more in a long conversation."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from bot.domain.errors import OtherContent, UnknownConversation
from bot.domain.messages import Choice, IncomingMessage
from bot.domain.names import Answer, Outcome
from bot.domain.screening import Screening, from_json, to_json
from bot.store.conversations import queries
from bot.store.conversations.history import AnswerChange, Booking, BookingOpening, RedFlagReport
from bot.store.conversations.models import Conversation, Message, Sender, Turn

Row = TypeVar("Row")


class UnitOfWork:
    """An open transaction. `conversation` is locked; what is added is written at the end, all at once.

    The rows are plain values here, not objects of a session: a turn writes the same few rows every time, and
    these statements are made once (docs/adr/0010-a-turn-writes-once.md). A look-up sees what was added.
    """

    def __init__(self, connection: Connection, conversation: Conversation, *, is_new: bool = False) -> None:
        self._connection = connection
        self.conversation = conversation
        self._written = {} if is_new else _values(conversation)
        self._turns: list[Turn] = []
        self._added: dict[type, list[tuple[Any, Turn | None]]] = {model: [] for model in _IN_ORDER}
        self._offered: list[str] = []
        self._erased = False

    @property
    def screening(self) -> Screening:
        """The screening as it stands."""
        return from_json(self.conversation.screening)

    def turn(self, message_id: str) -> Turn | None:
        """The turn that took in the sender's message `message_id`, if it came before.

        Raises OtherContent if that is the id of a message which the bot sent.
        """
        row = self._row(queries.TAKEN_IN, id=message_id)
        if row is None:
            return None
        if row.sender != "visitor":
            raise OtherContent(message_id)
        return _made(Turn, {name: value for name, value in row._mapping.items() if name != "sender"})

    def replies(self, turn: Turn) -> list[Message]:
        """What the bot said in `turn`, in order."""
        self.flush()
        rows = self._connection.execute(queries.REPLIES, {"turn": turn.id})
        return [_made(Message, row._mapping) for row in rows]

    def message(self, public_id: str) -> Message | None:
        """A message of this conversation, the bot's or the visitor's, by its public id."""
        return self._one(Message, queries.MESSAGE, id=public_id)

    def question_shown_by(self, message: Message) -> Message | None:
        """The newest message, `message` or before it, that asks a question or for consent."""
        return self._one(Message, queries.NEWEST_ASKING, position=message.position)

    def newest_question(self) -> Message | None:
        """The newest message that asks a question or for consent."""
        return self._one(Message, queries.NEWEST_ASKING, position=self.conversation.last_position)

    def ended_at(self, question: Message) -> int | None:
        """The position of the outcome that followed `question`, if one was told since."""
        row = self._row(queries.OUTCOME_AFTER, position=question.position)
        return None if row is None else int(row.position)

    def heard_before(self, count: int) -> datetime | None:
        """When the visitor's message came that is the `count`-th from the newest. Reads only these."""
        row = self._row(queries.HEARD_BEFORE, before=count - 1)
        at: datetime | None = None if row is None else row.at
        return at

    def offered(self, value: str) -> bool:
        """Whether a choice with this value was ever shown here."""
        return self._row(queries.OFFERED, value=value) is not None

    def booking(self, id: str) -> Booking | None:
        """A booking reference of this conversation."""
        return self._one(Booking, queries.BOOKING, id=id)

    def add_turn(self, heard: IncomingMessage, digest: str, at: datetime) -> Turn:
        """A new turn. Ask before whether the message came already (`turn`).

        What is set on it after the next look-up, which writes first, is not stored.
        """
        turn = Turn(conversation_id=self.conversation.id, message_id=heard.id, digest=digest, at=at)
        self._turns.append(turn)
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
        self._add(message, turn)
        if sender == "bot":
            self._offered += [choice.value for choice in choices]
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
            at=at,
            run=run,
            question=question,
            previous=previous,
            answer=answer,
            said=said,
            cause=cause,
        )
        self._add(change, turn)

    def report_red_flag(self, turn: Turn | None, *, flag: str, said: str, at: datetime) -> None:
        """Add to the trail of red flags."""
        self._add(RedFlagReport(conversation_id=self.conversation.id, at=at, flag=flag, said=said), turn)

    def issue_booking(self, run: int, expires_at: datetime, at: datetime) -> Booking:
        """A new reference that nobody can guess, for this run of the screening."""
        booking = Booking(
            id=secrets.token_urlsafe(24),
            conversation_id=self.conversation.id,
            run=run,
            issued_at=at,
            expires_at=expires_at,
        )
        self._add(booking)
        return booking

    def record_opening(self, booking: Booking, verdict: str, at: datetime) -> None:
        """Somebody opened the reference, and this is what it came to."""
        self._add(BookingOpening(booking_id=booking.id, verdict=verdict, at=at))

    def erase(self) -> None:
        """Delete the conversation and all that belongs to it. Nothing is written afterwards."""
        self._connection.execute(queries.erasing([self.conversation.id]))
        self._erased = True

    def flush(self) -> None:
        """Write what was added, in the order in which rows refer to each other."""
        if self._erased:
            return
        self._write_conversation()
        for turn in self._turns:
            inserted = self._connection.execute(queries.inserting(Turn), _values(turn))
            (turn.id,) = inserted.inserted_primary_key
        for model, added in self._added.items():
            if added:
                self._connection.execute(queries.inserting(model), [_with_turn(*each) for each in added])
                added.clear()
        if self._offered:
            values = {f"value_{number}": value for number, value in enumerate(dict.fromkeys(self._offered))}
            offers = {"conversation": self.conversation.id, **values}
            self._connection.execute(queries.offering(len(values)), offers)
        self._turns, self._offered = [], []

    def _write_conversation(self) -> None:
        values = _values(self.conversation)
        if not self._written:
            self._connection.execute(queries.inserting(Conversation), values)
        elif values != self._written:
            changing = {name: value for name, value in values.items() if name not in _FIXED}
            self._connection.execute(queries.SAVING, {"of": self.conversation.id, **changing})
        self._written = values

    def _add(self, row: Any, turn: Turn | None = None) -> None:
        self._added[type(row)].append((row, turn))

    def _one(self, model: type[Row], query: queries.Query, **values: Any) -> Row | None:
        row = self._row(query, **values)
        return None if row is None else _made(model, row._mapping)

    def _row(self, query: queries.Query, **values: Any) -> Any:
        """What a query about this conversation finds, which is one row at most."""
        self.flush()
        found = self._connection.execute(query, {"conversation": self.conversation.id, **values})
        return found.one_or_none()


def locked(connection: Connection, conversation: str) -> UnitOfWork:
    """The conversation, nobody else's until this transaction ends. Raises UnknownConversation.

    What is added is written by `flush`.
    """
    row = connection.execute(queries.LOCKED_CONVERSATION, {"conversation": conversation}).one_or_none()
    if row is None:
        raise UnknownConversation(conversation)
    return UnitOfWork(connection, _made(Conversation, row._mapping))


_FIXED = frozenset(("id", "channel", "locale", "created_at"))
"""What of a conversation never changes."""

_IN_ORDER = (Booking, Message, AnswerChange, RedFlagReport, BookingOpening)
"""After the conversation and its turns: rows that refer to others come after these."""

_COUNTED: dict[type, list[str]] = {
    model: [field.name for field in fields(model) if not field.init]
    for model in (Conversation, Turn, *_IN_ORDER)
}
"""The columns whose values the database counts up."""

_COLUMNS: dict[type, list[str]] = {
    model: [column.name for column in queries.table(model).c if column.name not in counted]
    for model, counted in _COUNTED.items()
}


def _made(model: type[Row], values: Any) -> Row:
    """A row as an object that belongs to no session."""
    late = _COUNTED[model]
    made = model(**{name: value for name, value in values.items() if name not in late})
    for name in late:
        setattr(made, name, values[name])
    return made


def _values(row: Any) -> dict[str, Any]:
    """The columns of a row that is to be written; the database counts the ids."""
    return {name: getattr(row, name) for name in _COLUMNS[type(row)]}


def _with_turn(row: Any, turn: Turn | None) -> dict[str, Any]:
    """The columns of a row that came of a turn, whose id is known by now."""
    if turn is not None:
        row.turn_id = turn.id
    return _values(row)


def _asked_by(topic: str | None) -> str | None:
    if topic == "consent":
        return topic
    return topic.removeprefix("question:") if topic and topic.startswith("question:") else None
