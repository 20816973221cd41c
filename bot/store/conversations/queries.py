"""The named queries. Each is served by an index, so that none costs more in a long conversation."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, text, update

from bot.store.conversations.history import Booking, Probe, RedFlagReport
from bot.store.conversations.models import Conversation, Message, Offer, Turn

Query = Any


def table(model: Any) -> Table:
    """The table of a row class: its columns have the types of columns, not of what they hold."""
    found: Table = model.__table__
    return found


conversations = table(Conversation).c
turns = table(Turn).c
messages = table(Message).c
offers = table(Offer).c
bookings = table(Booking).c
red_flag_reports = table(RedFlagReport).c


# ---- What a turn asks and writes: made once, since to make a statement takes as long as to run it ----

_HERE: Query = bindparam("conversation")

LOCKED_CONVERSATION = select(*conversations).where(conversations.id == _HERE).with_for_update()
"""One conversation, its row locked until the transaction ends (SQLite: the write lock does it)."""

TAKEN_IN = (
    select(messages.sender, *turns)
    .select_from(table(Message).outerjoin(table(Turn), turns.id == messages.turn_id))
    .where(messages.conversation_id == _HERE, messages.public_id == bindparam("id"))
)
"""Who sent the message with this id, and the turn that took it in."""

MESSAGE = select(*messages).where(messages.conversation_id == _HERE, messages.public_id == bindparam("id"))
"""One message by the id that the visitor knows."""

REPLIES = (
    select(*messages)
    .where(messages.turn_id == bindparam("turn"), messages.sender == "bot")
    .order_by(messages.position)
)
"""What the bot said in a turn, in order."""

NEWEST_ASKING = (
    select(*messages)
    .where(
        messages.conversation_id == _HERE,
        messages.asks.is_not(None),
        messages.position <= bindparam("position"),
    )
    .order_by(messages.position.desc())
    .limit(1)
)
"""The newest message at or before `position` that asks a question or for consent."""

NEWEST_ASKING_THEN = (
    select(*messages)
    .where(messages.conversation_id == _HERE, messages.asks.is_not(None), messages.at <= bindparam("at"))
    .order_by(messages.position.desc())
    .limit(1)
)
"""The newest message of a moment that asks a question or for consent."""

OUTCOME_AFTER = (
    select(messages.position)
    .where(
        messages.conversation_id == _HERE,
        messages.position > bindparam("position"),
        messages.topic.like("outcome:%"),
    )
    .order_by(messages.position)
    .limit(1)
)
"""The position of the first message after `position` that tells an outcome."""

HEARD_BEFORE = (
    select(messages.at)
    .where(messages.conversation_id == _HERE, messages.sender == "visitor")
    .order_by(messages.position.desc())
    .offset(bindparam("before"))
    .limit(1)
)
"""When the visitor's message was taken in that so many came after."""

OFFERED = select(offers.value).where(offers.conversation_id == _HERE, offers.value == bindparam("value"))
"""The choice with this value, if it was ever shown."""

FLAGS_SINCE = select(red_flag_reports.flag).where(
    red_flag_reports.conversation_id == _HERE, red_flag_reports.at >= bindparam("since")
)
"""The red flags that were reported since a moment."""

BOOKING = select(*bookings).where(bookings.id == bindparam("id"), bookings.conversation_id == _HERE)
"""A booking reference of this conversation."""

SAVING = update(table(Conversation)).where(conversations.id == bindparam("of"))
"""Write a conversation anew."""


@cache
def inserting(model: Any) -> Query:
    """Add rows of this kind."""
    return insert(table(model))


@cache
def offering(count: int) -> Query:
    """Add so many choices that were shown; those that were shown before are there already."""
    rows = ", ".join(f"(:conversation, :value_{number})" for number in range(count))
    return text(f"INSERT INTO offers (conversation_id, value) VALUES {rows} ON CONFLICT DO NOTHING")


# ---- What is read and tidied besides ----


def conversation(id: str) -> Query:
    """One conversation."""
    return select(Conversation).where(conversations.id == id)


def all_messages(conversation: str) -> Query:
    """Every message, oldest first. Grows with the conversation: for its history, never for a turn."""
    return select(Message).where(messages.conversation_id == conversation).order_by(messages.position)


def booking(id: str) -> Query:
    """One booking reference."""
    return select(Booking).where(bookings.id == id)


def all_bookings(conversation: str) -> Query:
    """The booking references of a conversation."""
    return select(Booking).where(bookings.conversation_id == conversation)


def unused_since(moment: datetime, limit: int) -> Query:
    """Ids of conversations unused since `moment`, locked; one that is in a turn right now is left out."""
    return (
        select(conversations.id)
        .where(conversations.used_at < moment)
        .order_by(conversations.used_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def erasing(ids: list[str]) -> Query:
    """Delete these conversations; the database deletes all that belongs to them."""
    return delete(Conversation).where(conversations.id.in_(ids)).execution_options(synchronize_session=False)


def deleting(model: Any, *conditions: Any) -> Query:
    """Delete rows that nobody in this transaction has loaded."""
    return delete(model).where(*conditions).execution_options(synchronize_session=False)


def probing(at: datetime) -> Query:
    """Write the probe's one row."""
    return update(table(Probe)).where(table(Probe).c.id == 1).values(at=at)
