"""A store in memory: the rows and the transaction's own code without a database, for many conversations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, cast

from bot.dialogue.port import Dialogue
from bot.domain.errors import OtherContent, UnknownConversation
from bot.domain.turn_record import TurnRecord
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Conversation, Message, Turn
from bot.store.conversations.record_rows import RecordRows
from bot.store.conversations.store import Store, begun
from bot.store.conversations.unit_of_work import UnitOfWork
from bot.turn.conversations import Conversations
from tests.conversation import Clock, House, knowledge, red_flags, settings_for


@dataclass
class Rows:
    """The rows of one conversation."""

    conversation: Conversation
    turns: dict[str, Turn] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    offers: set[str] = field(default_factory=set)
    bookings: dict[str, Booking] = field(default_factory=dict)


class MemoryWork(UnitOfWork):
    """What a transaction can do, looked up in lists."""

    def __init__(self, rows: Rows, erase: Any) -> None:
        super().__init__(cast(Any, None), rows.conversation)
        self._rows, self._erase = rows, erase

    def turn(self, message_id: str) -> Turn | None:
        found = self.message(message_id)
        if found is not None and found.sender == "bot":
            raise OtherContent(message_id)
        return self._rows.turns.get(message_id)

    def replies(self, turn: Turn) -> list[Message]:
        return [each for each in self._rows.messages if each.turn_id == turn.id and each.sender == "bot"]

    def message(self, public_id: str) -> Message | None:
        return next((each for each in self._rows.messages if each.public_id == public_id), None)

    def question_shown_by(self, message: Message) -> Message | None:
        before = reversed(self._rows.messages[: message.position])
        return next((each for each in before if each.asks is not None), None)

    def newest_question(self) -> Message | None:
        return self.question_shown_by(self._rows.messages[-1]) if self._rows.messages else None

    def question_asked_by(self, moment: datetime) -> Message | None:
        there = reversed(self._rows.messages)
        return next((each for each in there if each.asks is not None and each.at <= moment), None)

    def ended_at(self, question: Message) -> int | None:
        since = self._rows.messages[question.position :]
        return next((each.position for each in since if (each.topic or "").startswith("outcome:")), None)

    def offered(self, value: str) -> bool:
        return value in self._rows.offers

    def booking(self, id: str) -> Booking | None:
        return self._rows.bookings.get(id)

    def erase(self) -> None:
        self._erase(self.conversation.id)

    def _insert(self, rows: RecordRows) -> None:
        if rows.turn is not None:
            rows.turn.id = len(self._rows.turns) + 1
            self._rows.turns[rows.turn.message_id] = rows.turn
        for message in rows.messages:
            message.id = len(self._rows.messages) + 1
            message.turn_id = rows.turn.id if rows.turn is not None else None
            self._rows.messages.append(message)
        self._rows.bookings |= {row.id: row for row in rows.bookings}
        self._rows.offers.update(rows.offers)


class MemoryReader:
    """What can be read without a turn."""

    def __init__(self, kept: dict[str, Rows]) -> None:
        self._kept = kept

    def conversation(self, id: str) -> Conversation | None:
        return self._kept[id].conversation if id in self._kept else None

    def messages(self, conversation: str) -> list[Message]:
        return self._kept[conversation].messages

    def bookings(self, conversation: str) -> dict[str, Booking]:
        return self._kept[conversation].bookings


class MemoryStore:
    """All conversations, for one thread."""

    dialect = "sqlite"

    def __init__(self) -> None:
        self._kept: dict[str, Rows] = {}

    @contextmanager
    def work(self, conversation: str) -> Iterator[UnitOfWork]:
        if conversation not in self._kept:
            raise UnknownConversation(conversation)
        rows = self._kept[conversation]
        work = MemoryWork(replace(rows, conversation=_copied(rows.conversation)), self.erase)
        yield work
        rows.conversation = work.conversation

    def begin(self, channel: str, locale: str, record: TurnRecord) -> str:
        row = begun(channel, locale, record)
        work = MemoryWork(Rows(row), self.erase)
        work.write(record)
        self._kept[row.id] = work._rows
        return row.id

    @contextmanager
    def reading(self) -> Iterator[MemoryReader]:
        yield MemoryReader(self._kept)

    def erase(self, conversation: str) -> None:
        del self._kept[conversation]


def _copied(row: Conversation) -> Conversation:
    return Conversation(**{each.name: getattr(row, each.name) for each in fields(row)})


@contextmanager
def in_memory(dialogue: Dialogue) -> Iterator[House]:
    """Conversations on nothing but memory."""
    store, clock = cast(Store, MemoryStore()), Clock()
    settings = settings_for("sqlite:///none.db", CONVERSATION_DAYS="36500")
    made = Conversations(store, dialogue, knowledge(), red_flags(), settings, now=clock)
    yield House(store, made, clock, settings, dialogue)
