"""What the inbox can be narrowed to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import false, func, literal_column, select

from bot.store.console.reviews import InboxEntry, ReviewTag
from bot.store.conversations.queries import table

NOBODY: Final = 0
"""The assignee of a conversation that nobody was given."""
MOST_WORDS: Final = 8
CHOICES: Final = ("outcome", "channel", "question", "review")
FLAGS: Final = ("red_flag", "not_understood", "yes_changed", "unread", "doubt")
_IN_WORDS: Final = ("L", "N", "M")

inbox = table(InboxEntry).c
tags = table(ReviewTag).c


@dataclass(frozen=True)
class InboxFilter:
    """Every field that is set narrows the list; `words` are looked for in what visitors said, and none found
    in what was typed finds nothing."""

    outcome: str | None = None
    channel: str | None = None
    question: str | None = None
    review: str | None = None
    tag: str | None = None
    assignee: int | None = None
    red_flag: bool = False
    not_understood: bool = False
    yes_changed: bool = False
    unread: bool = False
    doubt: bool = False
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] | None = None


def conditions(wanted: InboxFilter, columns: Any = inbox) -> list[Any]:
    """The conditions on the inbox, or on a query with its columns; `words` apart."""
    equal = {name: getattr(wanted, name) for name in CHOICES}
    found: list[Any] = [columns[name] == value for name, value in equal.items() if value]
    found += [columns[name] for name in FLAGS if getattr(wanted, name)]
    if wanted.assignee is not None:
        nobody = wanted.assignee == NOBODY
        found.append(columns.assignee_id.is_(None) if nobody else columns.assignee_id == wanted.assignee)
    if wanted.tag:
        found.append(columns.conversation_id.in_(select(tags.conversation_id).where(tags.tag == wanted.tag)))
    if wanted.since is not None:
        found.append(columns.used_at >= wanted.since)
    if wanted.until is not None:
        found.append(columns.used_at < wanted.until)
    return found


def words_of(text: str) -> tuple[str, ...]:
    """The words to look for: letters, digits and their marks, as the index splits what was said."""
    kept = (sign if unicodedata.category(sign)[0] in _IN_WORDS else " " for sign in text.casefold())
    return tuple("".join(kept).split()[:MOST_WORDS])


def said(words: tuple[str, ...] | None, text: Any, dialect: str) -> Any:
    """The condition that a message has a word that begins with each of `words`."""
    if not words:
        return false()
    if dialect == "sqlite":
        query = " AND ".join(f'"{word}" *' for word in words)
        return literal_column("message_search").op("MATCH")(query)
    query = " & ".join(f"'{word}':*" for word in words)
    return func.to_tsvector(literal_column("'simple'"), text).op("@@")(
        func.to_tsquery(literal_column("'simple'"), query)
    )
