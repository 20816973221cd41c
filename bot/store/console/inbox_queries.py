"""The inbox: pages of conversations, newest first, each found by the place where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import column, func, literal, literal_column, select, tuple_
from sqlalchemy import table as named_table

from bot.store.console.inbox_filter import InboxFilter, conditions, inbox, said, tags
from bot.store.console.reviews import InboxEntry, ReviewTag
from bot.store.console.staff import Staff
from bot.store.conversations.models import Conversation, Message
from bot.store.conversations.queries import Query, table

PAGE: Final = 50
MANY: Final = 100
"""Counting stops here: more is shown as "99+"."""
HITS: Final = 1_000
"""So many messages of a search are taken from the index at once."""
SAID_AT_ONCE: Final = 200
"""So many of them are shown together with their conversations."""
LATELY: Final = 10_000
"""So many messages, the bot's among them, are looked through one by one."""

conversations, messages, staff = table(Conversation).c, table(Message).c, table(Staff).c
found_words = named_table("message_search", column("rowid"))

SHOWN: Final = (
    inbox.conversation_id,
    inbox.used_at,
    inbox.begun_at,
    inbox.channel,
    inbox.state,
    inbox.question,
    inbox.outcome,
    inbox.red_flag,
    inbox.not_understood,
    inbox.yes_changed,
    inbox.unread,
    inbox.doubt,
    inbox.review,
    inbox.assignee_id,
    conversations.screening,
)


@dataclass(frozen=True)
class Place:
    """Where a conversation stands in the order of the inbox."""

    used_at: datetime
    id: str


def page(wanted: InboxFilter, after: Place | None, limit: int = PAGE) -> Query:
    """The conversations that follow `after`; one more than `limit`, to tell whether there are others."""
    query = (
        select(*SHOWN).join_from(table(InboxEntry), table(Conversation), _same()).where(*conditions(wanted))
    )
    if after is not None:
        query = query.where(_order() < _at(after))
    return query.order_by(inbox.used_at.desc(), inbox.conversation_id.desc()).limit(limit + 1)


def next_older(wanted: InboxFilter, here: Place) -> Query:
    """The id of the conversation after `here`."""
    query = select(inbox.conversation_id).where(*conditions(wanted), _order() < _at(here))
    return query.order_by(inbox.used_at.desc(), inbox.conversation_id.desc()).limit(1)


def next_newer(wanted: InboxFilter, here: Place) -> Query:
    """The id of the conversation before `here`."""
    query = select(inbox.conversation_id).where(*conditions(wanted), _order() > _at(here))
    return query.order_by(inbox.used_at, inbox.conversation_id).limit(1)


def said_by_index(words: tuple[str, ...], before: int | None, dialect: str) -> Query:
    """The numbers of the messages of visitors that have the words, newest first, `HITS` at most."""
    if dialect == "sqlite":
        number: Any = literal_column("message_search.rowid")
        query = select(number).select_from(found_words).where(said(words, messages.text, dialect))
    else:
        # Apart, or PostgreSQL would rather walk back through all messages than look into its index.
        hits = select(messages.id).where(messages.sender == "visitor", said(words, messages.text, dialect))
        found = hits.cte("found").prefix_with("MATERIALIZED")
        number = found.c.id
        query = select(number)
    if before is not None:
        query = query.where(number < before)
    return query.order_by(number.desc()).limit(HITS)


def said_lately(words: tuple[str, ...], before: int) -> Query:
    """The same on PostgreSQL, among the last messages alone: a common word is in the index too often."""
    lately = select(messages.id, messages.text).where(
        messages.sender == "visitor", messages.id < before, messages.id >= before - LATELY
    )
    some = lately.cte("lately").prefix_with("MATERIALIZED")
    query = select(some.c.id).where(said(words, some.c.text, "postgresql"))
    return query.order_by(some.c.id.desc())


def with_conversations(numbers: list[int], wanted: InboxFilter) -> Query:
    """These messages with their conversations, as far as the filter lets them through, newest first."""
    query = select(messages.id.label("message"), messages.text.label("said"), *SHOWN)
    query = query.select_from(table(Message)).where(messages.id.in_(numbers))
    query = query.join(table(InboxEntry), inbox.conversation_id == messages.conversation_id)
    # The offset keeps both databases from beginning at the filter's index, which may hold very many.
    each = query.join(table(Conversation), _same()).offset(0).subquery()
    found = select(each).where(*conditions(wanted, each.c))
    return found.order_by(each.c.message.desc()).limit(SAID_AT_ONCE)


def newest_message() -> Query:
    """The number of the newest message."""
    return select(func.max(messages.id))


def count(wanted: InboxFilter, most: int = MANY) -> Query:
    """How many there are, `most` at most."""
    some = (
        select(literal(1).label("one")).select_from(table(InboxEntry)).where(*conditions(wanted)).limit(most)
    )
    return select(func.count()).select_from(some.subquery())


def entry(id: str) -> Query:
    """A conversation's row in the inbox."""
    return select(InboxEntry).where(inbox.conversation_id == id)


def tags_of(ids: list[str]) -> Query:
    """The tags of these conversations."""
    return select(ReviewTag).where(tags.conversation_id.in_(ids)).order_by(tags.tag)


def all_tags(limit: int = MANY) -> Query:
    """The tags in use."""
    return select(tags.tag).distinct().order_by(tags.tag).limit(limit)


def colleagues() -> Query:
    """All accounts, by name."""
    return select(Staff).order_by(staff.name)


def _same() -> Any:
    return conversations.id == inbox.conversation_id


def _order() -> Any:
    return tuple_(inbox.used_at, inbox.conversation_id)


def _at(place: Place) -> Any:
    return tuple_(literal(place.used_at, inbox.used_at.type), literal(place.id))
