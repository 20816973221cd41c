"""The clinic's staff: their accounts, where they are signed in, and the filters that they keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, String, Text, UniqueConstraint

from bot.store.database.columns import BigId, UtcDateTime, column, rows


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Staff:
    """An account. It is never deleted, only closed: the audit trail goes on naming it.

    `totp` is the sealed secret of the second factor; `totp_step` the last code that was used.
    """

    __tablename__ = "staff"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    name: str = field(metadata=column(String(50), unique=True))
    role: str = field(metadata=column(String(20)))
    password: str = field(metadata=column(String(200)))
    totp: str | None = field(default=None, metadata=column(Text, nullable=True))
    totp_step: int = field(default=0, metadata=column(BigInteger))
    active: bool = field(default=True, metadata=column(Boolean))
    created_at: datetime = field(metadata=column(UtcDateTime))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class StaffSession:
    """One browser that is signed in. Known by the hash of its token, and only from that browser."""

    __tablename__ = "staff_sessions"
    __sa_dataclass_metadata_key__ = "sa"

    digest: str = field(metadata=column(String(64), primary_key=True))
    staff_id: int = field(metadata=column(BigId, ForeignKey("staff.id", ondelete="CASCADE"), index=True))
    browser: str = field(metadata=column(String(64)))
    created_at: datetime = field(metadata=column(UtcDateTime))
    seen_at: datetime = field(metadata=column(UtcDateTime))
    expires_at: datetime = field(metadata=column(UtcDateTime))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class SignInFailures:
    """How often signing in failed lately, for one account or address; the key is a hash."""

    __tablename__ = "sign_in_failures"
    __sa_dataclass_metadata_key__ = "sa"

    key: str = field(metadata=column(String(64), primary_key=True))
    count: int = field(metadata=column(Integer))
    last_at: datetime = field(metadata=column(UtcDateTime, index=True))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class SavedFilter:
    """A filter of the inbox under a name of its owner's choice."""

    __tablename__ = "saved_filters"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (UniqueConstraint("staff_id", "name"),)

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    staff_id: int = field(metadata=column(BigId, ForeignKey("staff.id", ondelete="CASCADE")))
    name: str = field(metadata=column(String(60)))
    query: str = field(metadata=column(Text))
