"""What every table is made of: column types that behave the same on SQLite and PostgreSQL, and keys."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, DateTime, ForeignKey, Integer, MetaData, String
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator

NAMES: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
"""How constraints are named, so that a migration can name them on both databases."""

rows: Final = registry(metadata=MetaData(naming_convention=NAMES))

BigId: Final = BigInteger().with_variant(Integer(), "sqlite")
"""A counted id. SQLite counts only in a column that is declared INTEGER."""

Json: Final = JSON(none_as_null=True)
"""Plain JSON, not JSONB: it keeps the order of keys, so that both databases give the same back."""


class UtcDateTime(TypeDecorator):  # type: ignore[type-arg]  # generic in its stubs alone
    """A moment in UTC. Refuses one without a time zone and never gives one back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Into UTC. SQLite keeps text, which sorts by time only if all of it is in one zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored: give an aware datetime")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware and in UTC, whatever zone the database session is in."""
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def column(*args: Any, **options: Any) -> dict[str, Any]:
    """The `metadata` of a dataclass field that is this column. Not nullable unless it says so."""
    options.setdefault("nullable", False)
    return {"sa": Column(*args, **options)}


def of_conversation(**options: Any) -> dict[str, Any]:
    """The column that names the conversation a row belongs to; the row is deleted with it."""
    return column(String(32), ForeignKey("conversations.id", ondelete="CASCADE"), **options)


def of_turn(**options: Any) -> dict[str, Any]:
    """The column that names the turn a row came from. Indexed, or a deletion would read whole tables."""
    return column(BigId, ForeignKey("turns.id", ondelete="CASCADE"), index=True, **options)
