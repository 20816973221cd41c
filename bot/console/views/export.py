"""Exports: a conversation, or a filtered list, as CSV or JSON, and a page to print. Each is audited."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.format import tables
from bot.console.records import dossier as dossiers
from bot.console.records import exported, filters, listing
from bot.console.records.dossier import Dossier
from bot.console.records.transcript import transcript
from bot.console.services import Services, services, write_down
from bot.store.console import inbox_queries as queries
from bot.store.console.inbox_filter import InboxFilter

pages = Blueprint("export", __name__)

MOST: Final = 10_000
AT_ONCE: Final = 200


@pages.get("/conversations/<id>/print")
def printed(id: str) -> ResponseReturnValue:
    """A page for paper."""
    dossier = _taken(id, "print")
    return render_template(
        "print.html",
        dossier=dossier,
        transcript=transcript(services(), dossier),
        answers=dossiers.answers(services(), dossier),
        verdict=dossiers.verdict(services(), dossier),
        now=services().now(),
    )


@pages.get("/conversations/<id>.json")
def as_json(id: str) -> ResponseReturnValue:
    """Everything about a conversation."""
    content = json.dumps(exported.of_dossier(services(), _taken(id, "json")), indent=2)
    return file([content], "application/json", f"conversation-{id[:8]}.json")


@pages.get("/conversations/<id>.csv")
def as_csv(id: str) -> ResponseReturnValue:
    """The messages of a conversation, one a row."""
    spoken = [exported.of_message(one) for one in transcript(services(), _taken(id, "csv"))]
    rows = [{name: _in_a_cell(value) for name, value in record.items()} for record in spoken]
    return _table(rows, ["at"], f"conversation-{id[:8]}.csv")


@pages.get("/export.csv")
def list_csv() -> ResponseReturnValue:
    """The filtered list, one conversation a row."""
    rows = [exported.flat(record) for record in _listed("csv")]
    return _table(rows, ["conversation"], "conversations.csv")


@pages.get("/export.json")
def list_json() -> ResponseReturnValue:
    """The filtered list."""
    return file([json.dumps(_listed("json"), indent=2)], "application/json", "conversations.json")


def _taken(id: str, form: str) -> Dossier:
    dossier = dossiers.read(services(), id)
    write_down("export", id, form=form)
    return dossier


def _listed(form: str) -> list[dict[str, Any]]:
    wanted, query = filters.read(request.args, services().words)
    with services().store.reading() as reader:
        colleagues = {one.id: one.name for one in reader.all(queries.colleagues())}
    found = [exported.of_line(services(), line, colleagues) for line in _lines(services(), wanted)]
    narrowed = sorted(set(query) - {"q", "tag"})
    write_down("export", form=form, conversations=len(found), by=narrowed)
    return found


def _lines(here: Services, wanted: InboxFilter) -> Iterator[listing.Line]:
    """The conversations of a filter, `MOST` at most, each once."""
    after: str | None = ""
    seen: set[str] = set()
    while after is not None and len(seen) < MOST:
        page = listing.page(here, wanted, after, AT_ONCE)
        for line in page.lines:
            if line.id not in seen:
                seen.add(line.id)
                yield line
        after = page.following


def _in_a_cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) and value else value or ""


def _table(rows: list[dict[str, Any]], empty: list[str], name: str) -> Response:
    """The rows as CSV; `empty` is the header where there are none."""
    header = list(rows[0]) if rows else empty
    return file(tables.lines(header, ([row[column] for column in header] for row in rows)), "text/csv", name)


def file(content: Iterable[str], kind: str, name: str) -> Response:
    """Something to keep, not to look at."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("".join(content), content_type=f"{kind}; charset=utf-8", headers=disposition)
