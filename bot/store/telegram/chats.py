"""Which chat of Telegram's holds which conversation, and which of its messages is which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.store.conversations.store import Store
from bot.store.outbox.outbox import Due, utc_now
from bot.store.telegram import queries
from bot.store.telegram.models import TelegramChat, TelegramLink, TelegramMessage


def note_shown(session: Session, due: Due, message_id: int) -> None:
    """Note that Telegram shows a delivery as `message_id`, if it is a message of a conversation."""
    if due.conversation and due.public_id:
        values = {
            "chat": due.recipient,
            "message_id": message_id,
            "conversation_id": due.conversation,
            "public_id": due.public_id,
        }
        queries.insert_new(session, TelegramMessage, values)


class Chats:
    """Chats, by their keyed hash."""

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store, self._now = store, now

    def add_link(self, digest: str, conversation: str, seconds: float) -> None:
        """A link to carry this conversation over. Raises Refused if the conversation is gone."""
        expires_at = self._now() + timedelta(seconds=seconds)
        with self._store.writing() as session:
            session.add(TelegramLink(digest=digest, conversation_id=conversation, expires_at=expires_at))

    def seen_before(self, chat: str, conversation: str, message_id: int) -> str | None:
        """The newest message of ours that stood above `message_id`."""
        with self._store.reading() as reader:
            found: str | None = reader.one(queries.shown_before(chat, conversation, message_id))
            return found

    def message(self, chat: str, message_id: int) -> TelegramMessage | None:
        """What a message of the chat is in the conversation."""
        with self._store.reading() as reader:
            found: TelegramMessage | None = reader.one(queries.message(chat, message_id))
            return found

    def conversations(self, chat: str) -> list[TelegramChat]:
        """The conversations of a chat, newest first."""
        with self._store.reading() as reader:
            found: list[TelegramChat] = reader.all(queries.conversations_of(chat))
            return found

    def leave(self, conversation: str) -> None:
        """The chat does not go on with this conversation."""
        with self._store.writing() as session:
            session.execute(queries.leaving(conversation))
