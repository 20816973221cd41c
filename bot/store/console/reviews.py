"""What staff see first of a conversation, and what they add to it. All of it is deleted with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, false
from sqlalchemy import text as sql

from bot.store.database.columns import BigId, UtcDateTime, column, of_conversation, rows

REVIEW_STATES = ("new", "in_review", "done", "follow_up")


def newest_first(name: str, *columns: str, only: str | None = None, flag: bool = False) -> Index:
    """An index that gives a filter's conversations in the order of the inbox.

    SQLite uses a partial index only for a query that says it in the same words: a flag is `= 1` there.
    """
    condition: dict[str, Any] = {}
    if only is not None:
        condition = {"sqlite_where": sql(f"{only} = 1" if flag else only), "postgresql_where": sql(only)}
    return Index(f"ix_inbox_{name}", *columns, "used_at", "conversation_id", **condition)


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class InboxEntry:
    """A conversation in which somebody said something, as the inbox lists and filters it.

    Triggers on the conversation's own tables keep it, so that a turn does not know of it; staff
    change `unread`, `review` and `assignee_id` alone.
    """

    __tablename__ = "inbox"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (
        newest_first("all"),
        newest_first("outcome", "outcome"),
        newest_first("channel", "channel"),
        newest_first("question", "question", only="question IS NOT NULL"),
        newest_first("review", "review"),
        newest_first("assignee", "assignee_id", only="assignee_id IS NOT NULL"),
        newest_first("red_flag", only="red_flag", flag=True),
        newest_first("not_understood", only="not_understood", flag=True),
        newest_first("yes_changed", only="yes_changed", flag=True),
        newest_first("unread", only="unread", flag=True),
        newest_first("doubt", only="doubt", flag=True),
        Index("ix_inbox_begun_at", "begun_at"),
    )

    conversation_id: str = field(metadata=of_conversation(primary_key=True))
    channel: str = field(metadata=column(String(20)))
    begun_at: datetime = field(metadata=column(UtcDateTime))
    used_at: datetime = field(metadata=column(UtcDateTime))
    finished_at: datetime | None = field(metadata=column(UtcDateTime, nullable=True))
    started: bool = field(metadata=column(Boolean))
    """Whether consent was given."""
    state: str = field(metadata=column(String(20)))
    question: str | None = field(metadata=column(String(100), nullable=True))
    """The question at which it stands still."""
    outcome: str | None = field(metadata=column(String(20), nullable=True))
    red_flag: bool = field(metadata=column(Boolean))
    not_understood: bool = field(metadata=column(Boolean))
    yes_changed: bool = field(metadata=column(Boolean))
    unread: bool = field(metadata=column(Boolean))
    doubt: bool = field(metadata=column(Boolean, server_default=false()))
    """Whether a message that was not understood still waits, or says or may say something about health."""
    review: str = field(metadata=column(String(20)))
    assignee_id: int | None = field(
        metadata=column(BigId, ForeignKey("staff.id", ondelete="SET NULL"), nullable=True)
    )


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class ReviewTag:
    """A tag on a conversation."""

    __tablename__ = "review_tags"
    __sa_dataclass_metadata_key__ = "sa"
    __table_args__ = (Index("ix_review_tags_tag", "tag", "conversation_id"),)

    conversation_id: str = field(metadata=of_conversation(primary_key=True))
    tag: str = field(metadata=column(String(40), primary_key=True))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class ReviewNote:
    """A note for colleagues."""

    __tablename__ = "review_notes"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    author: str = field(metadata=column(String(50)))
    at: datetime = field(metadata=column(UtcDateTime))
    text: str = field(metadata=column(Text))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Misreading:
    """A message that was understood wrongly, and what it should have been understood as."""

    __tablename__ = "misreadings"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    message_id: int = field(metadata=column(BigId, ForeignKey("messages.id", ondelete="CASCADE"), index=True))
    author: str = field(metadata=column(String(50)))
    at: datetime = field(metadata=column(UtcDateTime))
    should_be: str = field(metadata=column(String(120)))
    comment: str = field(metadata=column(Text))


@rows.mapped
@dataclass(eq=False, repr=False, kw_only=True)
class Release:
    """A red flag or an earlier yes that staff released, and why."""

    __tablename__ = "releases"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = field(init=False, metadata=column(BigId, primary_key=True))
    conversation_id: str = field(metadata=of_conversation(index=True))
    author: str = field(metadata=column(String(50)))
    at: datetime = field(metadata=column(UtcDateTime))
    kind: str = field(metadata=column(String(20)))
    """`red_flag` or `earlier_yes`."""
    item: str = field(metadata=column(String(100)))
    reason: str = field(metadata=column(Text))
