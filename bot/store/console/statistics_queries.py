"""Counts over the conversations that began in a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, case, cast, extract, func, or_, select, text, true

from bot.store.console.inbox_filter import inbox
from bot.store.console.reviews import InboxEntry
from bot.store.conversations.models import Message
from bot.store.conversations.queries import Query, table

messages = table(Message).c


@dataclass(frozen=True)
class Stretch:
    """From `since` until before `until`; of one channel or of all. `dialect` is the database's."""

    since: datetime
    until: datetime
    channel: str | None
    dialect: str


def per_day(stretch: Stretch, minutes_east: int) -> Query:
    """Conversations by day, channel and outcome: all, started, finished, not understood."""
    if stretch.dialect == "sqlite":
        day: Any = func.date(inbox.begun_at, f"{minutes_east:+d} minutes")
    else:
        local = func.timezone("UTC", inbox.begun_at) + text(f"interval '{minutes_east} minutes'")
        day = func.to_char(local, "YYYY-MM-DD")
    return (
        select(
            day.label("day"),
            inbox.channel,
            inbox.outcome,
            func.count().label("all"),
            _counted(inbox.started).label("started"),
            _counted(inbox.state == "finished").label("finished"),
            _counted(inbox.not_understood).label("not_understood"),
        )
        .where(*_within(stretch))
        .group_by(text("1"), inbox.channel, inbox.outcome)
    )


def stopped_at(stretch: Stretch) -> Query:
    """At which question conversations stand still."""
    query = select(inbox.question, func.count().label("number")).where(*_within(stretch))
    return query.where(inbox.question.is_not(None)).group_by(inbox.question)


def topics(stretch: Stretch, limit: int) -> Query:
    """The topics that were answered most often, in how many messages."""
    made = ("question:%", "outcome:%", "emergency:%")
    asked = [messages.topic.not_like(pattern) for pattern in made]
    own = ("greeting", "consent", "summary", "paused", "technical_problem", "not_understood", "my_data")
    of_it = [messages.conversation_id == inbox.conversation_id, messages.topic.not_in(own), *asked]
    number = func.count().label("number")
    if stretch.dialect == "sqlite":
        topic: Any = messages.topic
        query = select(topic, number).join_from(table(InboxEntry), table(Message), and_(*of_it))
    else:
        # One conversation after the other by the index: left to itself, PostgreSQL reads every message.
        each = select(messages.topic).where(*of_it).offset(0).lateral("each")
        topic = each.c.topic
        query = select(topic, number).join_from(table(InboxEntry), each, true())
    query = query.where(*_within(stretch), topic.is_not(None)).group_by(topic)
    return query.order_by(number.desc(), topic).limit(limit)


def seconds_in_the_middle(stretch: Stretch, finished: int) -> Query:
    """The median time from the first message to the end, of so many finished conversations."""
    if stretch.dialect == "sqlite":
        seconds: Any = (func.julianday(inbox.finished_at) - func.julianday(inbox.begun_at)) * 86400
    else:
        seconds = extract("epoch", inbox.finished_at - inbox.begun_at)
    query = select(cast(seconds, Integer).label("seconds")).where(*_within(stretch), *_ended())
    return query.order_by(text("1")).offset((finished - 1) // 2).limit(1)


def ended(stretch: Stretch) -> Query:
    """How many came to an end."""
    return select(func.count()).select_from(table(InboxEntry)).where(*_within(stretch), *_ended())


def _within(stretch: Stretch) -> list[Any]:
    found = [inbox.begun_at >= stretch.since, inbox.begun_at < stretch.until]
    return [*found, inbox.channel == stretch.channel] if stretch.channel else found


def _ended() -> list[Any]:
    return [inbox.finished_at.is_not(None), or_(inbox.started, inbox.red_flag)]


def _counted(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
