"""The named queries. Each is served by an index, so that none costs more in a long conversation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.models import Conversation, Message, Offer, Turn
from bot.store.trails import Booking, Probe

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


def conversation(id: str) -> Query:
    """One conversation."""
    return select(Conversation).where(conversations.id == id)


def locked_conversation(id: str) -> Query:
    """One conversation, its row locked until the transaction ends (SQLite: the write lock does it)."""
    return conversation(id).with_for_update()


def turn(conversation: str, message_id: str) -> Query:
    """The turn that took in this message."""
    return select(Turn).where(turns.conversation_id == conversation, turns.message_id == message_id)


def message(conversation: str, public_id: str) -> Query:
    """One message by the id that the visitor knows."""
    return select(Message).where(messages.conversation_id == conversation, messages.public_id == public_id)


def all_messages(conversation: str) -> Query:
    """Every message, oldest first. Grows with the conversation: for its history, never for a turn."""
    return select(Message).where(messages.conversation_id == conversation).order_by(messages.position)


def replies(turn_id: int) -> Query:
    """What the bot said in a turn, in order."""
    return (
        select(Message)
        .where(messages.turn_id == turn_id, messages.sender == "bot")
        .order_by(messages.position)
    )


def newest_asking(conversation: str, position: int) -> Query:
    """The newest message at or before `position` that asks a question or for consent."""
    return (
        select(Message)
        .where(
            messages.conversation_id == conversation,
            messages.asks.is_not(None),
            messages.position <= position,
        )
        .order_by(messages.position.desc())
        .limit(1)
    )


def outcome_after(conversation: str, position: int) -> Query:
    """The position of the first message after `position` that tells an outcome."""
    return (
        select(messages.position)
        .where(
            messages.conversation_id == conversation,
            messages.position > position,
            messages.topic.like("outcome:%"),
        )
        .order_by(messages.position)
        .limit(1)
    )


def heard_before(conversation: str, count: int) -> Query:
    """When the visitor's message was taken in that is the `count`-th from the newest."""
    return (
        select(messages.at)
        .where(messages.conversation_id == conversation, messages.sender == "visitor")
        .order_by(messages.position.desc())
        .offset(count - 1)
        .limit(1)
    )


def offer(conversation: str, value: str) -> Query:
    """The offer of a choice with this value, if it was ever shown."""
    return select(offers.value).where(offers.conversation_id == conversation, offers.value == value)


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


def adding_new(session: Session, model: Any) -> Query:
    """Add rows unless their keys are there already."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table(model)).on_conflict_do_nothing()


def probing(at: datetime) -> Query:
    """Write the probe's one row."""
    return update(table(Probe)).where(table(Probe).c.id == 1).values(at=at)
