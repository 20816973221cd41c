"""The audit trail: who did what, and to which conversation. Rows are only ever added.

Nothing of what a person wrote stands here, so that it can outlive the conversation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String

from bot.store.database.columns import BigId, Json, UtcDateTime, column, rows


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class AuditEntry:
    """One act. `mac` seals it together with the entry before it; the database refuses to change it."""

    __tablename__ = "audit_entries"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (Index("ix_audit_entries_subject_id", "subject", "id"),)

    id: int = field(metadata=column(BigId, primary_key=True, autoincrement=False))
    at: datetime = field(metadata=column(UtcDateTime))
    actor: str = field(metadata=column(String(50)))
    action: str = field(metadata=column(String(40)))
    subject: str | None = field(metadata=column(String(64), nullable=True))
    detail: dict[str, Any] = field(metadata=column(Json))
    mac: str = field(metadata=column(String(64)))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class AuditHead:
    """The newest entry's number and seal: the one row that whoever adds an entry takes first."""

    __tablename__ = "audit_head"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(metadata=column(Integer, primary_key=True, autoincrement=False))
    newest: int = field(metadata=column(BigId))
    mac: str = field(metadata=column(String(64)))
