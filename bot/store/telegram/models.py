"""The rows of the Telegram channel: what came in, and whose it is. What goes out waits in the outbox.

A chat is known only by its keyed hash; the chat's own id, and every text, stand in sealed columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy import text as sql

from bot.store.database.columns import UtcDateTime, column, of_conversation, rows


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class TelegramUpdate:
    """An update of Telegram's. Once it is done, only its id and the moment are left.

    `free_at` is when somebody may take it: later than now while it is being handled, or is to be
    tried again. `conversation_id` is the one it was first handled for, which may be erased since.
    """

    __tablename__ = "telegram_updates"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (
        Index(
            "ix_telegram_updates_waiting",
            "chat",
            "update_id",
            sqlite_where=sql("done_at IS NULL"),
            postgresql_where=sql("done_at IS NULL"),
        ),
        Index("ix_telegram_updates_done_at", "done_at"),
    )

    update_id: int = field(metadata=column(BigInteger, primary_key=True, autoincrement=False))
    chat: str | None = field(metadata=column(String(64), nullable=True))
    sealed: str | None = field(metadata=column(Text, nullable=True))
    free_at: datetime = field(metadata=column(UtcDateTime))
    attempts: int = field(default=0, metadata=column(Integer))
    conversation_id: str | None = field(default=None, metadata=column(String(32), nullable=True))
    done_at: datetime | None = field(default=None, metadata=column(UtcDateTime, nullable=True))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class TelegramChat:
    """A conversation that is held in a chat. The newest one of a chat is the one it goes on with."""

    __tablename__ = "telegram_chats"
    __sa_dataclass_metadata_key__ = "sa"

    conversation_id: str = field(metadata=of_conversation(primary_key=True))
    chat: str = field(metadata=column(String(64), index=True))
    locale: str = field(metadata=column(String(35)))
    since: datetime = field(metadata=column(UtcDateTime))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class TelegramMessage:
    """Which message of a chat shows which message of the conversation.

    `digest` is a keyed hash of what the visitor wrote, to see whether an edit changed it.
    """

    __tablename__ = "telegram_messages"
    __sa_dataclass_metadata_key__ = "sa"

    chat: str = field(metadata=column(String(64), primary_key=True))
    message_id: int = field(metadata=column(BigInteger, primary_key=True, autoincrement=False))
    conversation_id: str = field(metadata=of_conversation(index=True))
    public_id: str = field(metadata=column(String(100)))
    digest: str | None = field(default=None, metadata=column(String(64), nullable=True))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class TelegramLink:
    """A one-time link that carries a conversation over. Only the hash of its token is kept."""

    __tablename__ = "telegram_links"
    __sa_dataclass_metadata_key__ = "sa"

    digest: str = field(metadata=column(String(64), primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    expires_at: datetime = field(metadata=column(UtcDateTime))
    used_by: int | None = field(default=None, metadata=column(BigInteger, nullable=True))
    """The update that used it up; the same update may do so again."""
