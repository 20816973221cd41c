"""Whether what is stored fits together: to be asked of a store that was restored, or after a fault.

Every check names what does not fit by the conversation's id, never by what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from alembic.script import ScriptDirectory
from sqlalchemy import and_, exists, func, or_, select, text

from bot.store.console import audit, staff
from bot.store.console.reviews import InboxEntry
from bot.store.conversations.history import AnswerChange
from bot.store.conversations.models import Conversation, Message, Turn
from bot.store.conversations.queries import bookings, conversations, messages, table, turns
from bot.store.conversations.reader import Reader
from bot.store.database.columns import rows
from bot.store.database.migrate import SCRIPTS
from bot.store.outbox import models as outbox
from bot.store.telegram import models as telegram

ALL_ROWS: Final = (audit, outbox, staff, telegram)
"""Modules whose tables must be there too, whatever else of them this process uses."""

SOME: Final = 5
"""Conversations that a fault names."""

TABLES: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}

inbox = table(InboxEntry).c
answer_changes = table(AnswerChange).c
Query = Any


def broken(reader: Reader, dialect: str) -> Iterator[str]:
    """What is wrong with the database and with how the rows refer to each other."""
    if dialect == "postgresql":
        reader.one(text("SELECT set_config('statement_timeout', '0', true)"))  # this may take long
    else:
        yield from _file(reader)
    yield from _version(reader, dialect)
    for fault, query in _queries().items():
        if found := reader.all(query.limit(SOME + 1)):
            yield named(fault, found)


def named(fault: str, ids: list[str]) -> str:
    """A fault, and some of the conversations that have it."""
    return f"{fault}: {', '.join(ids[:SOME])}{', ...' if len(ids) > SOME else ''}"


def newest_answers(reader: Reader, ids: list[str]) -> dict[str, dict[str, str]]:
    """What the trail of answers comes to in each of these conversations."""
    query = (
        select(answer_changes.conversation_id, answer_changes.question, answer_changes.answer)
        .where(answer_changes.conversation_id.in_(ids))
        .order_by(answer_changes.id)
    )
    found: dict[str, dict[str, str]] = {id: {} for id in ids}
    for id, question, answer in reader.rows(query):
        found[id].pop(question, None)
        if answer is not None:
            found[id][question] = answer
    return found


def _file(reader: Reader) -> Iterator[str]:
    """What SQLite itself says of its file. PostgreSQL looks at references whenever rows are written."""
    if reader.one(text("PRAGMA integrity_check(1)")) != "ok":
        yield "the database file is damaged"
    if reader.rows(text("PRAGMA foreign_key_check")):
        yield "a row refers to another one that is not there"


def _version(reader: Reader, dialect: str) -> Iterator[str]:
    newest = ScriptDirectory(str(SCRIPTS)).get_current_head()
    found = reader.one(text("SELECT version_num FROM alembic_version"))
    if found != newest:
        yield f"the tables are those of version {found}, not {newest}"
    if missing := sorted(set(rows.metadata.tables) - set(reader.all(text(TABLES[dialect])))):
        yield f"tables are missing: {', '.join(missing)}"


def _queries() -> dict[str, Query]:
    """Each gives the ids of the conversations that are not as they should be."""
    return {
        "messages are missing, doubled or out of order": _positions(),
        "turns are not as many as were counted": _counted_turns(),
        "a turn has no message of the visitor": _turns_without(
            "visitor", messages.public_id == turns.message_id
        ),
        "a turn has no reply": _turns_without("bot"),
        "a link stands elsewhere than under the outcome": _misplaced_links(),
        "the inbox does not list it": _not_listed(),
    }


def _positions() -> Query:
    """Positions count from 1 to the last one, without a gap (that none is doubled, the database sees to)."""
    counted = (
        select(
            messages.conversation_id, func.count().label("number"), func.min(messages.position).label("first")
        )
        .add_columns(func.max(messages.position).label("last"))
        .group_by(messages.conversation_id)
        .subquery()
    )
    c = counted.c
    wrong = or_(c.number.is_(None), c.first != 1, c.last != c.number, c.last != conversations.last_position)
    joined = table(Conversation).outerjoin(counted, c.conversation_id == conversations.id)
    return select(conversations.id).select_from(joined).where(wrong)


def _counted_turns() -> Query:
    number = select(func.count()).where(turns.conversation_id == conversations.id).scalar_subquery()
    return select(conversations.id).where(conversations.turns != number)


def _turns_without(sender: str, *more: Any) -> Query:
    """`technical_problem` is a reply as well: every turn has one."""
    said = exists().where(and_(messages.turn_id == turns.id, messages.sender == sender, *more))
    return select(turns.conversation_id).select_from(table(Turn)).where(~said.correlate(table(Turn)))


def _misplaced_links() -> Query:
    own = and_(
        messages.topic == "outcome:eligible",
        exists()
        .where(and_(bookings.id == messages.booking_id, bookings.conversation_id == messages.conversation_id))
        .correlate(table(Message)),
    )
    return select(messages.conversation_id).where(messages.booking_id.is_not(None), ~own)


def _not_listed() -> Query:
    listed = exists().where(
        and_(inbox.conversation_id == conversations.id, inbox.state == conversations.state)
    )
    return select(conversations.id).where(conversations.turns > 0, ~listed)
