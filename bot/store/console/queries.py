"""What the console reads of one conversation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.store.console.reviews import Misreading, Release, ReviewNote
from bot.store.conversations.history import AnswerChange, Booking, BookingOpening, RedFlagReport
from bot.store.conversations.models import Message, Turn
from bot.store.conversations.queries import Query, table


def turns(conversation: str) -> Query:
    """Its turns, oldest first."""
    return _of(Turn, conversation)


def answer_changes(conversation: str) -> Query:
    """What changed an answer, oldest first."""
    return _of(AnswerChange, conversation)


def red_flag_reports(conversation: str) -> Query:
    """Its red flags, oldest first."""
    return _of(RedFlagReport, conversation)


def notes(conversation: str) -> Query:
    """What staff noted, oldest first."""
    return _of(ReviewNote, conversation)


def misreadings(conversation: str) -> Query:
    """What staff found to be understood wrongly."""
    return _of(Misreading, conversation)


def releases(conversation: str) -> Query:
    """What staff released."""
    return _of(Release, conversation)


def openings(conversation: str) -> Query:
    """When its booking references were opened, oldest first."""
    opening, booking = table(BookingOpening).c, table(Booking).c
    query = select(BookingOpening).join(table(Booking), booking.id == opening.booking_id)
    return query.where(booking.conversation_id == conversation).order_by(opening.id)


def visitors_message(conversation: str, id: int) -> Query:
    """One message that the visitor sent."""
    columns = table(Message).c
    return select(Message).where(
        columns.id == id, columns.conversation_id == conversation, columns.sender == "visitor"
    )


def _of(model: Any, conversation: str) -> Query:
    columns = table(model).c
    return select(model).where(columns.conversation_id == conversation).order_by(columns.id)
