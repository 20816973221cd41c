"""Statistics: how many began and finished, with which outcome, where people stop and what they ask."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.format import charts
from bot.console.records import filters
from bot.console.services import Services, services
from bot.store.console import statistics_queries as queries
from bot.store.console.statistics_queries import Stretch

pages = Blueprint("statistics", __name__)
DAYS, LONGEST, TOPICS = 30, 92, 15
OUTCOMES = ("eligible", "ask_clinician", "avoid", "urgent", "none")


@pages.get("/statistics")
def show() -> ResponseReturnValue:
    """The page: by default the last 30 days, of every channel."""
    stretch, query = _stretch(services())
    days = [
        (stretch.since + timedelta(days=number)).date().isoformat()
        for number in range((stretch.until - stretch.since).days)
    ]
    with services().store.reading() as reader:
        rows = reader.rows(queries.per_day(stretch, _minutes_east(stretch.since)))
        stops = {row.question: row.number for row in reader.rows(queries.stopped_at(stretch))}
        topics = [(row.topic, row.number) for row in reader.rows(queries.topics(stretch, TOPICS))]
        ended = reader.one(queries.ended(stretch))
        seconds = reader.one(queries.seconds_in_the_middle(stretch, ended)) if ended else None
    table = _table(days, rows)
    return render_template(
        "statistics.html",
        query=query,
        days=days,
        table=table,
        totals=_totals(rows),
        channels=sorted({row.channel for row in rows}),
        per_channel=_per_channel(rows),
        minutes=round(seconds / 60, 1) if seconds is not None else None,
        outcomes=OUTCOMES,
        day_chart=_day_chart(services(), days, table),
        stops=_stops(services(), stops),
        topics=[(services().words.topic(topic), number) for topic, number in topics],
        bars=charts.bars,
    )


def _stretch(here: Services) -> tuple[Stretch, filters.Query]:
    """What the address asks for: whole days, so many at most."""
    wanted, query = filters.read(request.args, here.words)
    today = datetime.combine(here.now().astimezone().date(), time()).astimezone()
    until = wanted.until or today + timedelta(days=1)
    since = wanted.since or until - timedelta(days=DAYS)
    if not timedelta(0) < until - since <= timedelta(days=LONGEST):
        since = until - timedelta(days=LONGEST if until > since else DAYS)
    query |= {"since": since.date().isoformat(), "until": (until - timedelta(days=1)).date().isoformat()}
    return Stretch(since, until, wanted.channel, here.store.dialect), query


def _minutes_east(at: datetime) -> int:
    offset = at.utcoffset() or timedelta(0)
    return int(offset.total_seconds() // 60)


def _table(days: list[str], rows: list[Any]) -> dict[str, Counter[str]]:
    table: dict[str, Counter[str]] = {day: Counter() for day in days}
    for row in rows:
        if row.day in table:
            _count(table[row.day], row)
    return table


def _totals(rows: list[Any]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        _count(totals, row)
    return totals


def _per_channel(rows: list[Any]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for row in rows:
        _count(found.setdefault(row.channel, Counter()), row)
    return found


def _count(into: Counter[str], row: Any) -> None:
    into[row.outcome or "none"] += row.all
    for name in ("all", "started", "finished", "not_understood"):
        into[name] += int(getattr(row, name))


def _day_chart(here: Services, days: list[str], table: dict[str, Counter[str]]) -> charts.Chart:
    series = {outcome: [table[day][outcome] for day in days] for outcome in OUTCOMES}
    return charts.columns(days, series, {name: here.words("outcome", name) for name in OUTCOMES})


def _stops(here: Services, stops: dict[str, int]) -> list[tuple[str, str, int]]:
    """Every question, in its order, with how many stand still there."""
    return [
        (question, here.words("question", question), stops.get(question, 0))
        for question in here.knowledge.checklist.ids
    ]
