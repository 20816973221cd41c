"""One conversation, read. Every look is audited, and without its entry nothing is shown."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import update

from bot.console.records import dossier as dossiers
from bot.console.records import filters, misreadings
from bot.console.records.dossier import Dossier
from bot.console.records.transcript import transcript
from bot.console.services import me, services
from bot.store.console import inbox_queries as queries
from bot.store.console.audit_trail import newest_entries
from bot.store.console.inbox_filter import InboxFilter, inbox
from bot.store.console.inbox_queries import Place
from bot.store.console.reviews import InboxEntry

pages = Blueprint("conversation", __name__)
HISTORY = 50


@pages.get("/conversations/<id>")
def show(id: str) -> ResponseReturnValue:
    """The transcript, what was understood, and the review."""
    dossier = dossiers.read(services(), id)
    look(id)
    wanted, query = filters.read(request.args, services().words)
    with services().store.reading() as reader:
        colleagues = reader.all(queries.colleagues())
        history = reader.all(newest_entries(None, HISTORY, id))
        around = _around(reader, wanted, dossier)
    return render_template(
        "conversation.html",
        dossier=dossier,
        transcript=transcript(services(), dossier),
        answers=dossiers.answers(services(), dossier),
        verdict=dossiers.verdict(services(), dossier),
        should_be=misreadings.kinds(services().words, services().knowledge),
        colleagues={one.id: one.name for one in colleagues},
        assignable=[one for one in colleagues if one.active],
        history=history,
        wrong_message=filters.number(request.args.get("wrong", "")),
        query=query,
        **around,
    )


def look(id: str) -> None:
    """Write down that it was read; so it is not unread any more."""
    read = update(InboxEntry).where(inbox.conversation_id == id, inbox.unread)
    with services().store.writing() as session:
        session.execute(read.values(unread=False).execution_options(synchronize_session=False))
        services().trail.add(session, me().name, "look", id)


def _around(reader: Any, wanted: InboxFilter, dossier: Dossier) -> dict[str, str | None]:
    """The conversations before and after this one in the filtered list."""
    if dossier.entry is None:
        return {"newer": None, "older": None}
    here = Place(dossier.entry.used_at, dossier.id)
    return {
        "newer": reader.one(queries.next_newer(wanted, here)),
        "older": reader.one(queries.next_older(wanted, here)),
    }
