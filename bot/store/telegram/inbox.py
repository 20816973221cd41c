"""What came in from Telegram, until it is handled: each update once, and in order within a chat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.store.conversations.store import Store
from bot.store.outbox.outbox import LEASE, Content, post, utc_now
from bot.store.telegram import queries
from bot.store.telegram.models import TelegramChat, TelegramMessage, TelegramUpdate

KEPT_DAYS: Final = 3
"""Telegram offers an update again for a day at most; for so long its number is remembered."""


@dataclass(frozen=True)
class Arrival:
    """An update to store. Without a chat there is nothing to do about it."""

    update_id: int
    chat: str | None
    sealed: str | None
    former: Sequence[str] = ()
    """What the chat was known by under earlier keys."""


@dataclass(frozen=True)
class Taken:
    """An update to handle. `conversation` is the one it was, or is now, taken for."""

    update_id: int
    chat: str
    sealed: str
    attempts: int
    conversation: str | None


@dataclass(frozen=True)
class HeardMessage:
    """A message of the visitor's that was taken in."""

    message_id: int
    public_id: str
    digest: str


class Inbox:
    """Updates, and the chats they come from. Every method is a transaction of its own."""

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store, self._now = store, now

    def add(self, arrivals: Iterable[Arrival]) -> set[int]:
        """Store what was not stored before; the numbers of what is new."""
        now = self._now()
        with self._store.writing() as session:
            return {arrival.update_id for arrival in arrivals if _add(session, arrival, now)}

    def take(self, chat: str) -> Taken | None:
        """The chat's oldest update, unless somebody has it or its time has not come."""
        now = self._now()
        with self._store.writing() as session:
            row: TelegramUpdate | None = session.execute(queries.first_waiting(chat)).scalar_one_or_none()
            if row is None or row.free_at > now:
                return None
            row.free_at = now + timedelta(seconds=LEASE)
            row.attempts += 1
            row.conversation_id = row.conversation_id or _current(session, chat)
            return Taken(row.update_id, chat, row.sealed or "", row.attempts, row.conversation_id)

    def rename(self, taken: Taken, name: str) -> None:
        """A chat with an update that was stored under an earlier key is known by another name now."""
        now = self._now()
        with self._store.writing() as session:
            _rename(session, [taken.chat], name)
            session.execute(queries.freeing(taken.update_id, now))

    def begin(self, taken: Taken, conversation: str, locale: str, contents: Sequence[Content]) -> None:
        """The chat goes on with a new conversation, which these messages open."""
        now = self._now()
        with self._store.writing() as session:
            session.add(TelegramChat(chat=taken.chat, conversation_id=conversation, locale=locale, since=now))
            session.execute(queries.binding(taken.update_id, conversation))
            post(session, "telegram", taken.chat, conversation, contents, now)

    def use_link(self, taken: Taken, digests: Sequence[str], locale: str) -> str | None:
        """The conversation that a link carries over to this chat; only this update can use it again."""
        now = self._now()
        with self._store.writing() as session:
            link = session.execute(queries.link(digests, taken.update_id, now)).scalar_one_or_none()
            if link is None:
                return None
            conversation, link.used_by = str(link.conversation_id), taken.update_id
            session.execute(queries.leaving(conversation))
            session.add(TelegramChat(chat=taken.chat, conversation_id=conversation, locale=locale, since=now))
            session.execute(queries.binding(taken.update_id, conversation))
            return conversation

    def finish(
        self,
        taken: Taken,
        conversation: str | None = None,
        contents: Sequence[Content] = (),
        heard: HeardMessage | None = None,
        locale: str | None = None,
    ) -> bool:
        """The update is done, and what it comes to waits; whether the conversation is still there."""
        now = self._now()
        with self._store.writing() as session:
            if conversation and not session.execute(queries.is_there(conversation)).first():
                conversation = None
            if queries.changed(session, queries.finishing(taken.update_id, now)):
                post(session, "telegram", taken.chat, conversation, contents, now)
                if conversation and heard:
                    _note(session, taken.chat, conversation, heard)
                if locale:
                    session.execute(queries.speaking(taken.chat, locale))
            return conversation is not None

    def again(self, taken: Taken, seconds: float) -> None:
        """Try the update again in so many seconds."""
        with self._store.writing() as session:
            session.execute(queries.freeing(taken.update_id, self._now() + timedelta(seconds=seconds)))

    def chats_waiting(self) -> set[str]:
        """The chats with an update that may be handled now."""
        with self._store.reading() as reader:
            return set(reader.all(queries.chats_waiting(self._now())))

    def waiting(self) -> int:
        """How many updates wait to be handled, in all chats."""
        with self._store.reading() as reader:
            return int(reader.one(queries.updates_waiting()))

    def clear(self) -> None:
        """Forget the numbers of old updates, and links that are too old."""
        now = self._now()
        with self._store.writing() as session:
            for query in queries.clearing(now - timedelta(days=KEPT_DAYS), now):
                session.execute(query)

    def free_all(self) -> None:
        """Whatever was taken is free: for a start where no other process is."""
        with self._store.writing() as session:
            session.execute(queries.freeing_all(self._now()))


def _add(session: Session, arrival: Arrival, now: datetime) -> bool:
    if arrival.chat and arrival.former:
        _rename(session, arrival.former, arrival.chat)
    values = {
        "update_id": arrival.update_id,
        "chat": arrival.chat,
        "sealed": arrival.sealed,
        "free_at": now,
        "attempts": 0,
        "done_at": None if arrival.chat else now,
    }
    return queries.insert_new(session, TelegramUpdate, values)


def _rename(session: Session, former: Sequence[str], name: str) -> None:
    for query in queries.renaming(former, name):
        session.execute(query)


def _current(session: Session, chat: str) -> str | None:
    row = session.execute(queries.conversations_of(chat).limit(1)).scalar_one_or_none()
    return row.conversation_id if row else None


def _note(session: Session, chat: str, conversation: str, heard: HeardMessage) -> None:
    values = {
        "chat": chat,
        "message_id": heard.message_id,
        "conversation_id": conversation,
        "public_id": heard.public_id,
        "digest": heard.digest,
    }
    if not queries.insert_new(session, TelegramMessage, values):
        session.execute(queries.redigesting(chat, heard.message_id, heard.digest))
