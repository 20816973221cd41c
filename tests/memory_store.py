"""A store in memory: the rows and the transaction's own code without a database, for many conversations.

It undoes nothing: whoever breaks off a turn that has written already is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from bot.core.errors import UnknownConversation
from bot.core.screening import Screening
from bot.core.views import Choice
from bot.engine.conversations import Conversations
from bot.engine.dialogue import Dialogue
from bot.store.models import Conversation, Message, Turn
from bot.store.store import Store, begun
from bot.store.trails import Booking
from bot.store.work import Work
from tests.conversation import Clock, House, knowledge, red_flags, settings_for


@dataclass
class Rows:
    """The rows of one conversation; what a transaction adds to, as to a session."""

    conversation: Conversation
    turns: dict[str, Turn] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    offers: set[str] = field(default_factory=set)
    bookings: dict[str, Booking] = field(default_factory=dict)

    def add(self, row: Any) -> None:
        if isinstance(row, Turn):
            self.turns[row.message_id] = row
        elif isinstance(row, Message):
            row.id = len(self.messages) + 1
            self.messages.append(row)
        elif isinstance(row, Booking):
            self.bookings[row.id] = row

    def flush(self) -> None:
        return


class MemoryWork(Work):
    """What a transaction can do, looked up in lists."""

    def __init__(self, rows: Rows, erase: Any) -> None:
        super().__init__(cast(Any, rows), rows.conversation)
        self._rows, self._erase = rows, erase

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        yield

    def turn(self, message_id: str) -> Turn | None:
        return self._rows.turns.get(message_id)

    def replies(self, turn: Turn) -> list[Message]:
        return [each for each in self._rows.messages if each.turn is turn and each.sender == "bot"]

    def message(self, public_id: str) -> Message | None:
        return next((each for each in self._rows.messages if each.public_id == public_id), None)

    def question_shown_by(self, message: Message) -> Message | None:
        before = reversed(self._rows.messages[: message.position])
        return next((each for each in before if each.asks is not None), None)

    def newest_question(self) -> Message | None:
        return self.question_shown_by(self._rows.messages[-1]) if self._rows.messages else None

    def ended_at(self, question: Message) -> int | None:
        since = self._rows.messages[question.position :]
        return next((each.position for each in since if (each.topic or "").startswith("outcome:")), None)

    def offered(self, value: str) -> bool:
        return value in self._rows.offers

    def booking(self, id: str) -> Booking | None:
        return self._rows.bookings.get(id)

    def erase(self) -> None:
        self._erase(self.conversation.id)

    def _offer(self, choices: Sequence[Choice]) -> None:
        self._rows.offers.update(choice.value for choice in choices)


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
    def work(self, conversation: str) -> Iterator[Work]:
        if conversation not in self._kept:
            raise UnknownConversation(conversation)
        rows = self._kept[conversation]
        before = len(rows.turns), len(rows.messages)
        try:
            yield MemoryWork(rows, self.erase)
        except Exception as error:
            if (len(rows.turns), len(rows.messages)) != before:
                raise RuntimeError("a turn was broken off that had written already") from error
            raise

    @contextmanager
    def new(self, channel: str, locale: str, screening: Screening) -> Iterator[Work]:
        row = begun(channel, locale, screening)
        self._kept[row.id] = Rows(row)
        yield MemoryWork(self._kept[row.id], self.erase)

    @contextmanager
    def reading(self) -> Iterator[MemoryReader]:
        yield MemoryReader(self._kept)

    def erase(self, conversation: str) -> None:
        del self._kept[conversation]


@contextmanager
def in_memory(dialogue: Dialogue) -> Iterator[House]:
    """Conversations on nothing but memory."""
    store, clock = cast(Store, MemoryStore()), Clock()
    settings = settings_for("sqlite:///none.db", CONVERSATION_DAYS="36500")
    made = Conversations(store, dialogue, knowledge(), red_flags(), settings, now=clock)
    yield House(store, made, clock, settings)
