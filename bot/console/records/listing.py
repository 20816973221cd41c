"""A page of the inbox: its rows, and where the next page begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.console.records.filters import number
from bot.console.services import Services
from bot.store.console import inbox_queries as queries
from bot.store.console.inbox_filter import InboxFilter
from bot.store.console.inbox_queries import PAGE, Place
from bot.store.conversations.reader import Reader

_STEPS: Final = 2


@dataclass
class Line:
    """One conversation in the list. `said` is the message that was found, when words were searched."""

    row: Any
    findings: list[tuple[str, str]]
    red_flags: list[str]
    answered: int
    tags: list[str] = field(default_factory=list)
    said: str | None = None
    message: int | None = None

    @property
    def id(self) -> str:
        return str(self.row.conversation_id)


@dataclass(frozen=True)
class Page:
    """`following` is where the next page begins, as it stands in an address."""

    lines: list[Line]
    following: str | None


def page(services: Services, wanted: InboxFilter, after: str, limit: int = PAGE) -> Page:
    """The conversations of a filter after a place, newest first."""
    with services.store.reading() as reader:
        found = (
            _said(reader, services, wanted, after, limit)
            if wanted.words is not None
            else _listed(reader, wanted, after, limit)
        )
        tags: dict[str, list[str]] = {}
        for tag in reader.all(queries.tags_of([line.id for line in found.lines])):
            tags.setdefault(tag.conversation_id, []).append(tag.tag)
    for line in found.lines:
        line.tags = tags.get(line.id, [])
    return found


def place(text: str) -> Place | None:
    """The place that `written` wrote."""
    moment, _, id = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Place(at, id[:32]) if at.tzinfo is not None and id else None


def written(at: Place) -> str:
    """A place as it stands in an address."""
    return f"{at.used_at.isoformat()}~{at.id}"


def _listed(reader: Reader, wanted: InboxFilter, after: str, limit: int) -> Page:
    rows = reader.rows(queries.page(wanted, place(after), limit))
    more = len(rows) > limit
    lines = [_line(row) for row in rows[:limit]]
    last = rows[limit - 1] if more else None
    return Page(lines, written(Place(last.used_at, last.conversation_id)) if last is not None else None)


def _said(reader: Reader, services: Services, wanted: InboxFilter, after: str, limit: int) -> Page:
    """By the newest message with the words; a conversation is listed once a page.

    It looks back some steps at a time: where few of many messages pass the filter, a page may be short and
    the next one goes on looking.
    """
    before = number(after)
    lines: dict[str, Line] = {}
    for _ in range(_STEPS):
        numbers, on_from = _numbers(reader, wanted.words or (), before, services.store.dialect)
        rows = reader.rows(queries.with_conversations(numbers, wanted)) if numbers else []
        for row in rows:
            if row.conversation_id not in lines and len(lines) == limit:
                return Page(list(lines.values()), str(row.message + 1))
            lines.setdefault(row.conversation_id, _line(row, row.said, row.message))
        before = rows[-1].message if len(rows) == queries.SAID_AT_ONCE else on_from
        if before is None:
            break
    return Page(list(lines.values()), None if before is None else str(before))


def _numbers(
    reader: Reader, words: tuple[str, ...], before: int | None, dialect: str
) -> tuple[list[int], int | None]:
    """Messages with the words, newest first, and from where to look further back; None when that was all."""
    if not words:
        return [], None
    if dialect == "postgresql":
        end = before if before is not None else (reader.one(queries.newest_message()) or 0) + 1
        lately = reader.all(queries.said_lately(words, end))
        if len(lately) >= queries.SAID_AT_ONCE:
            return lately, end - queries.LATELY
    found = reader.all(queries.said_by_index(words, before, dialect))
    return found, found[-1] if len(found) == queries.HITS else None


def _line(row: Any, said: str | None = None, message: int | None = None) -> Line:
    screening: Mapping[str, Any] = row.screening
    answers: Mapping[str, str] = screening.get("answers", {})
    findings = [(question, answer) for question, answer in answers.items() if answer != "no"]
    return Line(row, findings, list(screening.get("red_flags", ())), len(answers), said=said, message=message)
