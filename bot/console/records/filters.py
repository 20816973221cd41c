"""The inbox's filter as it stands in an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from flask import url_for

from bot.console.format.words import Words
from bot.store.console.inbox_filter import CHOICES, FLAGS, InboxFilter, words_of

LONGEST: Final = 200
DIGITS: Final = 18
"""Any number of so many digits fits into a column."""
YEARS: Final = range(2000, 2200)

Query = dict[str, str]


def read(arguments: Mapping[str, str], words: Words) -> tuple[InboxFilter, Query]:
    """The filter, and the arguments that say it. What cannot be read is left out."""
    query: Query = {}
    for name in CHOICES:
        if arguments.get(name) in words.all(name):
            query[name] = arguments[name]
    query |= {name: "1" for name in FLAGS if arguments.get(name) == "1"}
    for name in ("tag", "q"):
        text = arguments.get(name, "").strip()[:LONGEST]
        query |= {name: text} if text else {}
    if arguments.get("assignee", "").isascii() and arguments.get("assignee", "").isdigit():
        query["assignee"] = str(int(arguments["assignee"][:15]))
    days = {name: _day(arguments.get(name, "")) for name in ("since", "until")}
    query |= {name: day.date().isoformat() for name, day in days.items() if day is not None}
    until = days["until"]
    found = InboxFilter(
        outcome=query.get("outcome"),
        channel=query.get("channel"),
        question=query.get("question"),
        review=query.get("review"),
        tag=query.get("tag"),
        assignee=int(query["assignee"]) if "assignee" in query else None,
        red_flag="red_flag" in query,
        not_understood="not_understood" in query,
        yes_changed="yes_changed" in query,
        unread="unread" in query,
        doubt="doubt" in query,
        since=days["since"],
        until=until + timedelta(days=1) if until is not None else None,
        words=words_of(query["q"]) if "q" in query else None,
    )
    return found, query


def address_of(query: Mapping[str, str]) -> str:
    """The arguments as a part of an address."""
    return urlencode(sorted(query.items()))


def link(endpoint: str, query: Mapping[str, str], **values: str) -> str:
    """The address of a page with this filter."""
    arguments = address_of(query)
    page = url_for(endpoint, **values)  # type: ignore[arg-type]
    return f"{page}?{arguments}" if arguments else page


def number(text: str) -> int | None:
    """The number that an address or a form names; None for what is none, or too long for the database."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def _day(text: str) -> datetime | None:
    """The beginning of a day where the server stands."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007  (it is the server's)
    except ValueError:
        return None
    return day.astimezone() if day.year in YEARS else None
