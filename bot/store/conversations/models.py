"""The rows of a conversation: itself, its turns, its messages and the choices that were offered.

No row shows its content in `repr`, for that is what people wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy import text as sql

from bot.store.database.columns import BigId, Json, UtcDateTime, column, of_conversation, of_turn, rows

Sender = Literal["bot", "visitor"]


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Conversation:
    """One conversation and its screening as it stands.

    `screening` is the truth; `state` to `red_flag` repeat parts of it so that they can be queried.
    """

    __tablename__ = "conversations"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (
        Index("ix_conversations_used_at", "used_at"),
        Index("ix_conversations_outcome_used_at", "outcome", "used_at"),
    )

    id: str = field(metadata=column(String(32), primary_key=True))
    channel: str = field(metadata=column(String(20)))
    locale: str = field(metadata=column(String(35)))
    created_at: datetime = field(metadata=column(UtcDateTime))
    used_at: datetime = field(metadata=column(UtcDateTime))
    screening: dict[str, Any] = field(metadata=column(Json))
    last_position: int = field(default=0, metadata=column(Integer))
    turns: int = field(default=0, metadata=column(Integer))
    state: str = field(metadata=column(String(20)))
    question: str | None = field(default=None, metadata=column(String(100), nullable=True))
    outcome: str | None = field(default=None, metadata=column(String(20), nullable=True))
    checklist_version: str | None = field(default=None, metadata=column(String(100), nullable=True))
    red_flag: bool = field(default=False, metadata=column(Boolean))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Turn:
    """One message that was taken in. `digest` tells it from another one under the same id."""

    __tablename__ = "turns"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id"),)

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation())
    message_id: str = field(metadata=column(String(100)))
    digest: str = field(metadata=column(String(64)))
    at: datetime = field(metadata=column(UtcDateTime))
    understood: dict[str, Any] | None = field(default=None, metadata=column(Json, nullable=True))
    moves: Any = field(default=None, metadata=column(Json, nullable=True))
    fault: str | None = field(default=None, metadata=column(Text, nullable=True))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Message:
    """A message as it was shown. The greeting has no turn.

    `asks` is the question that it asks, or the side question (`consent`, `doubt` ...): what a short
    answer to it belongs to.
    """

    __tablename__ = "messages"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (
        UniqueConstraint("conversation_id", "public_id"),
        UniqueConstraint("conversation_id", "position"),
        Index(
            "ix_messages_asking",
            "conversation_id",
            "position",
            sqlite_where=sql("asks IS NOT NULL"),
            postgresql_where=sql("asks IS NOT NULL"),
        ),
    )

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation())
    turn_id: int | None = field(default=None, metadata=of_turn(nullable=True))
    position: int = field(metadata=column(Integer))
    public_id: str = field(metadata=column(String(100)))
    sender: Sender = field(metadata=column(String(7)))
    at: datetime = field(metadata=column(UtcDateTime))
    text: str = field(metadata=column(Text))
    topic: str | None = field(default=None, metadata=column(String(120), nullable=True))
    asks: str | None = field(default=None, metadata=column(String(100), nullable=True))
    choices: list[dict[str, str]] = field(default_factory=list, metadata=column(Json))
    booking_id: str | None = field(
        default=None,
        metadata=column(
            String(64), ForeignKey("bookings.id", ondelete="SET NULL"), nullable=True, index=True
        ),
    )


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Offer:
    """The value of a choice that was shown."""

    __tablename__ = "offers"
    __sa_dataclass_metadata_key__ = "sa"

    conversation_id: str = field(metadata=of_conversation(primary_key=True))
    value: str = field(metadata=column(String(200), primary_key=True))
