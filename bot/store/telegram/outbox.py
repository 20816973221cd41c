"""What waits to be sent on Telegram."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.conversations.store import Store
from bot.store.telegram import queries
from bot.store.telegram.inbox import LEASE, utc_now
from bot.store.telegram.models import TelegramLetter, TelegramMessage


@dataclass(frozen=True)
class Due:
    """A letter that is to be sent now."""

    id: int
    chat: str
    conversation: str | None
    public_id: str | None
    sealed: str
    attempts: int


class Outbox:
    """Letters in their order, one chat apart from the other."""

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store, self._now = store, now

    def take(self, chat: str) -> Due | None:
        """The oldest letter to a chat, unless somebody sends it right now or its time has not come."""
        now = self._now()
        with self._store.writing() as session:
            row: TelegramLetter | None = session.execute(queries.first_letter(chat)).scalar_one_or_none()
            if row is None or row.free_at > now:
                return None
            row.free_at = now + timedelta(seconds=LEASE)
            row.attempts += 1
            return Due(row.id, chat, row.conversation_id, row.public_id, row.sealed, row.attempts)

    def sent(self, due: Due, message_id: int | None) -> None:
        """Telegram took the letter, and shows it as `message_id`."""
        with self._store.writing() as session:
            removed = queries.changed(session, queries.removing(*queries.the_letter(due.id, due.sealed)))
            if not (removed and message_id and due.conversation and due.public_id):
                return  # or it was erased meanwhile
            values = {
                "chat": due.chat,
                "message_id": message_id,
                "conversation_id": due.conversation,
                "public_id": due.public_id,
            }
            queries.insert_new(session, TelegramMessage, values)

    def again(self, due: Due, seconds: float) -> None:
        """Send it again in so many seconds."""
        until = self._now() + timedelta(seconds=seconds)
        with self._store.writing() as session:
            session.execute(queries.delaying(*queries.the_letter(due.id, due.sealed), until=until))

    def drop_all(self, chat: str) -> None:
        """Nothing more can be sent to this chat."""
        with self._store.writing() as session:
            session.execute(queries.removing(queries.letters.chat == chat))

    def is_sending(self, chat: str, seconds: float) -> bool:
        """Whether some process took a letter to this chat in the last so many seconds and still has it."""
        until = self._now() + timedelta(seconds=LEASE)
        with self._store.reading() as reader:
            found = reader.one(queries.letter_taken(chat, until - timedelta(seconds=seconds), until))
            return found is not None

    def waiting(self) -> dict[str, int]:
        """How many updates wait to be handled and how many letters to be sent, in all chats."""
        with self._store.reading() as reader:
            updates, letters = reader.one(queries.updates_waiting()), reader.one(queries.letters_waiting())
            return {"telegram_updates": updates, "telegram_letters": letters}

    def chats_waiting(self) -> tuple[set[str], set[str]]:
        """The chats with an update to handle, and those with a letter to send."""
        now = self._now()
        with self._store.reading() as reader:
            updates = set(reader.all(queries.chats_waiting(now)))
            return updates, set(reader.all(queries.chats_with_letters(now)))
