"""The rows that are only ever added: what changed an answer, red flags, booking references and their use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text

from bot.store.database.columns import BigId, UtcDateTime, column, of_conversation, of_turn, rows


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class AnswerChange:
    """An answer that was given, taken back or cleared. Both values stay; `answer` is empty when cleared."""

    __tablename__ = "answer_changes"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    turn_id: int | None = field(default=None, metadata=of_turn(nullable=True))
    at: datetime = field(metadata=column(UtcDateTime))
    run: int = field(metadata=column(Integer))
    question: str = field(metadata=column(String(100)))
    previous: str | None = field(metadata=column(String(10), nullable=True))
    answer: str | None = field(metadata=column(String(10), nullable=True))
    said: str | None = field(metadata=column(Text, nullable=True))
    cause: str = field(metadata=column(String(100)))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class RedFlagReport:
    """A red flag and the words that reported it."""

    __tablename__ = "red_flag_reports"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    turn_id: int | None = field(default=None, metadata=of_turn(nullable=True))
    at: datetime = field(metadata=column(UtcDateTime))
    flag: str = field(metadata=column(String(50)))
    said: str = field(metadata=column(Text))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Booking:
    """A booking reference. It belongs to one run of the screening and cannot be guessed."""

    __tablename__ = "bookings"
    __sa_dataclass_metadata_key__ = "sa"

    id: str = field(metadata=column(String(64), primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    run: int = field(metadata=column(Integer))
    issued_at: datetime = field(metadata=column(UtcDateTime))
    expires_at: datetime = field(metadata=column(UtcDateTime))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class BookingOpening:
    """Somebody, or a link preview, opened a booking reference, and what it came to."""

    __tablename__ = "booking_openings"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    booking_id: str = field(
        metadata=column(String(64), ForeignKey("bookings.id", ondelete="CASCADE"), index=True)
    )
    at: datetime = field(metadata=column(UtcDateTime))
    verdict: str = field(metadata=column(String(20)))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Probe:
    """One row that a readiness check writes, to see that writing works."""

    __tablename__ = "probe"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(metadata=column(Integer, primary_key=True, autoincrement=False))
    at: datetime | None = field(default=None, metadata=column(UtcDateTime, nullable=True))
