"""The inbox: conversations, newest first, narrowed by filters that can be kept."""

from __future__ import annotations

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.console.records import filters, listing
from bot.console.services import me, services, write_down
from bot.store.console import inbox_queries as queries
from bot.store.console.inbox_filter import InboxFilter
from bot.store.console.staff import SavedFilter
from bot.store.conversations.queries import table

pages = Blueprint("inbox", __name__)
saved = table(SavedFilter).c
MOST_SAVED = 30


@pages.get("/")
def show() -> ResponseReturnValue:
    """A page of the list."""
    wanted, query = filters.read(request.args, services().words)
    found = listing.page(services(), wanted, request.args.get("after", ""))
    with services().store.reading() as reader:
        colleagues = reader.all(queries.colleagues())
        kept = reader.all(select(SavedFilter).where(saved.staff_id == me().id).order_by(saved.name))
        tags = reader.all(queries.all_tags())
    if wanted.words is not None:
        write_down("search", conversations=len(found.lines))
    return render_template(
        "inbox.html",
        page=found,
        query=query,
        here=filters.address_of(query),
        is_first="after" not in request.args,
        colleagues={colleague.id: colleague.name for colleague in colleagues},
        kept=kept,
        tags=tags,
    )


@pages.get("/count")
def count() -> ResponseReturnValue:
    """How many are unread, for the page to show again and again."""
    with services().store.reading() as reader:
        unread = reader.one(queries.count(InboxFilter(unread=True)))
        red_flags = reader.one(queries.count(InboxFilter(unread=True, red_flag=True)))
    return jsonify(unread=_told(unread), red_flags=_told(red_flags))


@pages.post("/filters")
def keep() -> ResponseReturnValue:
    """Keep the filter under a name."""
    name = request.form.get("name", "").strip()[:60]
    _, query = filters.read(request.form, services().words)
    if not name or not query:
        flash("Choose a filter and give it a name.")
        return redirect(filters.link("inbox.show", query))
    with services().store.writing() as session:
        mine = session.execute(select(SavedFilter).where(saved.staff_id == me().id)).scalars().all()
        same = next((kept for kept in mine if kept.name == name), None)
        if same is not None:
            same.query = filters.address_of(query)
        elif len(mine) < MOST_SAVED:
            session.add(SavedFilter(staff_id=me().id, name=name, query=filters.address_of(query)))
        else:
            flash(f"You have kept {MOST_SAVED} filters. Remove one first.")
    return redirect(filters.link("inbox.show", query))


@pages.post("/filters/<int:id>/remove")
def forget(id: int) -> ResponseReturnValue:
    """Remove a kept filter of one's own."""
    with services().store.writing() as session:
        kept = session.get(SavedFilter, id)
        if kept is None or kept.staff_id != me().id:
            abort(404)
        session.delete(kept)
    return redirect(url_for("inbox.show"))


def _told(number: int) -> str:
    return f"{queries.MANY - 1}+" if number >= queries.MANY else str(number)
