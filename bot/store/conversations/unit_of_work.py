"""What one open transaction on one conversation can do. Nothing here reads more in a long conversation."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from bot.domain.errors import OtherContent, UnknownConversation
from bot.domain.messages import IncomingMessage
from bot.domain.screening import Screening, from_json, to_json
from bot.domain.turn_record import TurnRecord
from bot.store.conversations import queries
from bot.store.conversations.history import AnswerChange, Booking, BookingOpening, RedFlagReport
from bot.store.conversations.models import Conversation, Message, Turn
from bot.store.conversations.record_rows import RecordRows, rows_of
from bot.store.outbox.models import Delivery

Row = TypeVar("Row")


@dataclass(frozen=True)
class Met:
    """What an incoming message meets: what was offered and asked here, in the order of the history.

    `seen` is the message that its writer had seen last, where one is named; `newest` the newest one that asks
    something; `asking` the one that asked when `seen` was shown, or when the message arrived; `ended` the
    position of the outcome that was told after `asking`.
    """

    offered: bool = True
    seen: Message | None = None
    newest: Message | None = None
    asking: Message | None = None
    ended: int | None = None


class UnitOfWork:
    """An open transaction on one conversation, which is locked: look-ups, and one `write` at the end.

    The rows are plain values here, not objects of a session: a turn writes the same few rows every time, and
    these statements are made once (docs/adr/0010-a-turn-writes-once.md).
    """

    def __init__(self, connection: Connection, conversation: Conversation, *, is_new: bool = False) -> None:
        self._connection = connection
        self._is_new = is_new
        self.conversation = conversation

    @cached_property
    def screening(self) -> Screening:
        """The screening as it stood when the transaction began."""
        return from_json(self.conversation.screening)

    def replied_before(self, heard: IncomingMessage) -> list[Message] | None:
        """The replies to the same message, if it came before. Raises OtherContent for one that differs."""
        turn = self.turn(heard.id)
        if turn is None:
            return None
        if turn.digest != heard.digest:
            raise OtherContent(heard.id)
        return self.replies(turn)

    def met_by(self, heard: IncomingMessage) -> Met:
        """What `heard` meets here: all that decides which question it is about."""
        offered = heard.choice is None or self.offered(heard.choice)
        if heard.after is None:
            return self._met_on_arrival(offered, heard.arrived)
        seen, newest = self.message(heard.after), self.newest_question()
        if seen is None or newest is None:
            return Met(offered, seen, newest)
        # The newest question counts if it stood already when `seen` was shown; else the one that stood then.
        asking = newest if newest.position <= seen.position else self.question_shown_by(seen)
        return Met(offered, seen, newest, asking, None if asking is None else self.ended_at(asking))

    def _met_on_arrival(self, offered: bool, arrived: datetime | None) -> Met:
        newest = None if arrived is None else self.newest_question()
        if newest is None or arrived is None or newest.at <= arrived:
            return Met(offered, newest=newest, asking=newest)
        return Met(offered, newest=newest, asking=self.question_asked_by(arrived))

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

    def question_asked_by(self, moment: datetime) -> Message | None:
        """The newest message of `moment`, or of before it, that asks a question or for consent."""
        return self._one(Message, queries.NEWEST_ASKING_THEN, at=moment)

    def ended_at(self, question: Message) -> int | None:
        """The position of the outcome that followed `question`, if one was told since."""
        row = self._row(queries.OUTCOME_AFTER, position=question.position)
        return None if row is None else int(row.position)

    def heard_before(self, count: int) -> datetime | None:
        """When the visitor's message came that is the `count`-th from the newest. Reads only these."""
        row = self._row(queries.HEARD_BEFORE, before=count - 1)
        at: datetime | None = None if row is None else row.at
        return at

    def flags_reported_since(self, moment: datetime) -> frozenset[str]:
        """The red flags that were reported here at or after `moment`."""
        values = {"conversation": self.conversation.id, "since": moment}
        return frozenset(self._connection.execute(queries.FLAGS_SINCE, values).scalars())

    def offered(self, value: str) -> bool:
        """Whether a choice with this value was ever shown here."""
        return self._row(queries.OFFERED, value=value) is not None

    def booking(self, id: str) -> Booking | None:
        """A booking reference of this conversation."""
        return self._one(Booking, queries.BOOKING, id=id)

    def write(self, record: TurnRecord) -> None:
        """Store all that a turn came to, once in a transaction. Ask before whether it was taken (`turn`)."""
        if record.erases:
            self.erase()
            return
        rows = rows_of(record, self.conversation.id, self.conversation.last_position)
        _advance(self.conversation, record)
        self._insert(rows)

    def record_opening(self, booking: Booking, verdict: str, at: datetime) -> None:
        """Somebody opened the reference, and this is what it came to."""
        opening = BookingOpening(booking_id=booking.id, verdict=verdict, at=at)
        self._connection.execute(queries.inserting(BookingOpening), _values(opening))

    def erase(self) -> None:
        """Delete the conversation and all that belongs to it. Nothing is written afterwards."""
        self._connection.execute(queries.erasing([self.conversation.id]))

    def _insert(self, rows: RecordRows) -> None:
        """Write the conversation, and the new rows in the order in which they refer to each other."""
        self._write_conversation()
        self._add(rows.bookings)
        if rows.turn is not None:
            inserted = self._connection.execute(queries.inserting(Turn), _values(rows.turn))
            (rows.turn.id,) = inserted.inserted_primary_key  # counted by the database, known only now
        for table in rows.of_the_turn:
            for row in table:
                row.turn_id = rows.turn.id if rows.turn is not None else None
            self._add(table)
        self._add(rows.alerts)
        if rows.offers:
            values = {f"value_{number}": value for number, value in enumerate(rows.offers)}
            offers = {"conversation": self.conversation.id, **values}
            self._connection.execute(queries.offering(len(values)), offers)

    def _write_conversation(self) -> None:
        values = _values(self.conversation)
        if self._is_new:  # before the messages, which refer to it
            self._connection.execute(queries.inserting(Conversation), values)
            return
        changing = {name: value for name, value in values.items() if name not in _FIXED}
        self._connection.execute(queries.SAVING, {"of": self.conversation.id, **changing})

    def _add(self, rows: list[Any]) -> None:
        if rows:
            model: Any = type(rows[0])
            self._connection.execute(queries.inserting(model), [_values(row) for row in rows])

    def _one(self, model: type[Row], query: queries.Query, **values: Any) -> Row | None:
        row = self._row(query, **values)
        return None if row is None else _made(model, row._mapping)

    def _row(self, query: queries.Query, **values: Any) -> Any:
        """What a query about this conversation finds, which is one row at most."""
        found = self._connection.execute(query, {"conversation": self.conversation.id, **values})
        return found.one_or_none()


def locked(connection: Connection, conversation: str) -> UnitOfWork:
    """The conversation, nobody else's until this transaction ends. Raises UnknownConversation."""
    row = connection.execute(queries.LOCKED_CONVERSATION, {"conversation": conversation}).one_or_none()
    if row is None:
        raise UnknownConversation(conversation)
    return UnitOfWork(connection, _made(Conversation, row._mapping))


_FIXED = frozenset(("id", "channel", "locale", "created_at"))
"""What of a conversation never changes."""

_KINDS = (Conversation, Turn, Booking, Message, AnswerChange, RedFlagReport, BookingOpening, Delivery)

_COUNTED: dict[type, list[str]] = {
    model: [field.name for field in fields(model) if not field.init] for model in _KINDS
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


def _advance(row: Conversation, record: TurnRecord) -> None:
    """Bring the conversation's own row to where the record leaves it. Only who says something uses it."""
    screening = record.screening
    row.screening = to_json(screening)
    row.state = screening.state
    row.question = screening.question
    row.outcome = record.outcome
    row.checklist_version = screening.checklist_version
    row.red_flag = bool(screening.red_flags)
    row.last_position += len(record.messages)
    if record.heard is not None:
        row.turns += 1
        row.last_position += 1
        row.used_at = record.at
