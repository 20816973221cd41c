"""The named queries of the Telegram channel's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.conversations.models import Conversation
from bot.store.conversations.queries import Query, table
from bot.store.outbox import queries as outbox
from bot.store.telegram.models import (
    TelegramChat,
    TelegramLink,
    TelegramMessage,
    TelegramUpdate,
)

updates: Final = table(TelegramUpdate).c
chats: Final = table(TelegramChat).c
messages: Final = table(TelegramMessage).c
links: Final = table(TelegramLink).c


def changed(session: Session, statement: Query) -> int:
    """Execute a statement; how many rows it touched."""
    result: Any = session.execute(statement)
    return int(result.rowcount)


def insert_new(session: Session, model: Any, values: Mapping[str, Any]) -> bool:
    """Add a row unless its key is there already; whether it was added."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return bool(changed(session, dialect.insert(table(model)).on_conflict_do_nothing().values(**values)))


def first_waiting(chat: str) -> Query:
    """The oldest update of a chat that is not done, locked."""
    return (
        select(TelegramUpdate)
        .where(updates.chat == chat, updates.done_at.is_(None))
        .order_by(updates.update_id)
        .limit(1)
        .with_for_update()
    )


def chats_waiting(now: datetime) -> Query:
    """The chats with an update that may be taken now."""
    return (
        select(updates.chat)
        .where(updates.done_at.is_(None), updates.chat.is_not(None), updates.free_at <= now)
        .distinct()
    )


def freeing(update_id: int, at: datetime) -> Query:
    """Let an update be taken from `at` on."""
    return update(table(TelegramUpdate)).where(updates.update_id == update_id).values(free_at=at)


def freeing_all(now: datetime) -> Query:
    """Let every update be taken now that somebody had taken and not finished."""
    return update(table(TelegramUpdate)).where(updates.done_at.is_(None)).values(free_at=now)


def finishing(update_id: int, now: datetime) -> Query:
    """Mark an update as done and forget what was in it, unless somebody did so before."""
    return (
        update(table(TelegramUpdate))
        .where(updates.update_id == update_id, updates.done_at.is_(None))
        .values(done_at=now, sealed=None, chat=None, conversation_id=None)
    )


def binding(update_id: int, conversation: str) -> Query:
    """Note for which conversation an update is handled."""
    return (
        update(table(TelegramUpdate))
        .where(updates.update_id == update_id)
        .values(conversation_id=conversation)
    )


def conversations_of(chat: str) -> Query:
    """The conversations of a chat, newest first."""
    return select(TelegramChat).where(chats.chat == chat).order_by(chats.since.desc())


def is_there(conversation: str) -> Query:
    """Its id, if there is such a conversation: nobody can erase it before the commit."""
    conversations = table(Conversation).c
    found = select(conversations.id).where(conversations.id == conversation)
    return found.with_for_update(read=True, key_share=True)


def renaming(former: Sequence[str], name: str) -> Iterable[Query]:
    """A chat is known by another name from now on."""
    waiting = (updates.chat.in_(former), updates.done_at.is_(None))
    yield update(table(TelegramUpdate)).where(*waiting).values(chat=name)
    yield update(table(TelegramChat)).where(chats.chat.in_(former)).values(chat=name)
    yield outbox.renaming("telegram", former, name)
    noted = table(TelegramMessage).alias()
    twice = exists().where(and_(noted.c.chat == name, noted.c.message_id == messages.message_id))
    yield update(table(TelegramMessage)).where(messages.chat.in_(former), ~twice).values(chat=name)


def leaving(conversation: str) -> Query:
    """Take a conversation out of its chat."""
    return delete(table(TelegramChat)).where(chats.conversation_id == conversation)


def speaking(chat: str, locale: str) -> Query:
    """Note the language of a chat."""
    return update(table(TelegramChat)).where(chats.chat == chat, chats.locale != locale).values(locale=locale)


def shown_before(chat: str, conversation: str, message_id: int) -> Query:
    """The newest message of ours that stood above `message_id`."""
    return (
        select(messages.public_id)
        .where(
            messages.chat == chat,
            messages.message_id < message_id,
            messages.conversation_id == conversation,
            messages.digest.is_(None),
        )
        .order_by(messages.message_id.desc())
        .limit(1)
    )


def message(chat: str, message_id: int) -> Query:
    """A message of a chat."""
    return select(TelegramMessage).where(messages.chat == chat, messages.message_id == message_id)


def redigesting(chat: str, message_id: int, digest: str) -> Query:
    """Note what an edited message says by now."""
    return (
        update(table(TelegramMessage))
        .where(messages.chat == chat, messages.message_id == message_id)
        .values(digest=digest)
    )


def updates_waiting() -> Query:
    """How many updates are not done."""
    return select(func.count()).where(updates.done_at.is_(None), updates.chat.is_not(None))


def link(digests: Sequence[str], update_id: int, now: datetime) -> Query:
    """A link that is not too old and was not used, or only by this very update, locked."""
    fresh = and_(links.expires_at > now, links.used_by.is_(None))
    usable = or_(fresh, links.used_by == update_id)
    return select(TelegramLink).where(links.digest.in_(digests), usable).with_for_update()


def clearing(done_before: datetime, now: datetime) -> Iterable[Query]:
    """Delete what nobody asks for any more."""
    yield delete(table(TelegramUpdate)).where(updates.done_at < done_before)
    yield delete(table(TelegramLink)).where(links.expires_at <= now)
