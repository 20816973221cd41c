"""The rows of the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Index, Integer, String, Text

from bot.store.database.columns import BigId, UtcDateTime, column, of_conversation, rows

Kind = Literal["telegram", "alert"]

CLINIC: Final = "clinic"
"""The recipient of every alert."""


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Delivery:
    """Something that waits until somebody outside took it.

    `telegram`: a message, or the edit of one, sealed; `recipient` is the keyed hash of the chat and
    `public_id` the message of the conversation that it shows. `alert`: `{conversation, flag}` in JSON for
    the clinic's one address, whatever becomes of the conversation. `free_at` is when somebody may take it:
    later than now while it is being delivered, or is to be tried again. What belongs to a conversation goes
    with it.
    """

    __tablename__ = "deliveries"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (
        Index("ix_deliveries_kind_recipient_id", "kind", "recipient", "id"),
        Index("ix_deliveries_kind_free_at", "kind", "free_at"),
    )

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    kind: Kind = field(metadata=column(String(20)))
    recipient: str = field(metadata=column(String(64)))
    conversation_id: str | None = field(default=None, metadata=of_conversation(nullable=True, index=True))
    public_id: str | None = field(default=None, metadata=column(String(100), nullable=True))
    payload: str = field(metadata=column(Text))
    created_at: datetime = field(metadata=column(UtcDateTime))
    free_at: datetime = field(metadata=column(UtcDateTime))
    attempts: int = field(default=0, metadata=column(Integer))
