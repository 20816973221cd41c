"""The review: state, assignee, tags, notes, and messages that were understood wrongly."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.console.records import filters, misreadings
from bot.console.services import me, services
from bot.domain.errors import UnknownConversation
from bot.store.console import queries
from bot.store.console.inbox_filter import NOBODY, tags
from bot.store.console.reviews import REVIEW_STATES, InboxEntry, Misreading, ReviewNote, ReviewTag
from bot.store.console.staff import Staff

pages = Blueprint("review", __name__, url_prefix="/conversations/<id>")
LONGEST_NOTE, LONGEST_TAG, MOST_TAGS = 4000, 40, 20


@pages.post("/review")
def change(id: str) -> ResponseReturnValue:
    """Another state or assignee."""
    with services().store.writing() as session:
        entry = _entry(session, id)
        state = request.form.get("review", entry.review)
        if state not in REVIEW_STATES:
            abort(400)
        assignee = _assignee(session, request.form.get("assignee"), entry.assignee_id)
        detail = {"was": entry.review, "is": state, "assignee_was": entry.assignee_id, "assignee": assignee}
        entry.review, entry.assignee_id = state, assignee
        services().trail.add(session, me().name, "review", id, **detail)
    flash("The review is saved.")
    return _back(id, request.form.get("next"))


@pages.post("/tags")
def add_tag(id: str) -> ResponseReturnValue:
    """Add a tag."""
    tag = " ".join(request.form.get("tag", "").split()).casefold()[:LONGEST_TAG]
    with services().store.writing() as session:
        _entry(session, id)
        has = session.query(ReviewTag).filter(tags.conversation_id == id).all()
        if not tag or len(has) >= MOST_TAGS:
            flash("Give the tag a name." if not tag else f"A conversation has at most {MOST_TAGS} tags.")
        elif tag not in [one.tag for one in has]:
            session.add(ReviewTag(conversation_id=id, tag=tag))
            services().trail.add(session, me().name, "tag", id, tags=len(has) + 1)
    return _back(id)


@pages.post("/tags/remove")
def drop_tag(id: str) -> ResponseReturnValue:
    """Remove a tag."""
    tag = request.form.get("tag", "")
    with services().store.writing() as session:
        _entry(session, id)
        named = session.get(ReviewTag, (id, tag))
        if named is not None:
            session.delete(named)
            services().trail.add(session, me().name, "tag", id, removed=1)
    return _back(id)


@pages.post("/notes")
def note(id: str) -> ResponseReturnValue:
    """Add a note."""
    text = request.form.get("text", "").strip()[:LONGEST_NOTE]
    if not text:
        flash("Write the note first.")
        return _back(id)
    with services().store.writing() as session:
        _entry(session, id)
        session.add(ReviewNote(conversation_id=id, author=me().name, at=services().now(), text=text))
        services().trail.add(session, me().name, "note", id)
    flash("The note is added.")
    return _back(id)


@pages.post("/misreadings")
def misread(id: str) -> ResponseReturnValue:
    """Say what a message should have been understood as."""
    should_be, message = request.form.get("should_be", ""), filters.number(request.form.get("message", ""))
    known = {
        value
        for group in misreadings.kinds(services().words, services().knowledge).values()
        for value in group
    }
    if should_be not in known or message is None:
        flash("Choose what it should have been.")
        return _back(id)
    with services().store.writing() as session:
        _entry(session, id)
        if session.execute(queries.visitors_message(id, message)).scalar_one_or_none() is None:
            abort(404)
        session.add(
            Misreading(
                conversation_id=id,
                message_id=message,
                author=me().name,
                at=services().now(),
                should_be=should_be,
                comment=request.form.get("comment", "").strip()[:LONGEST_NOTE],
            )
        )
        services().trail.add(session, me().name, "misread", id, should_be=should_be)
    flash("Noted: it was understood wrongly.")
    return _back(id)


def _entry(session: Session, id: str) -> InboxEntry:
    """The conversation's row in the inbox, locked."""
    entry: InboxEntry | None = session.get(InboxEntry, id, with_for_update=True)
    if entry is None:
        raise UnknownConversation(id)
    return entry


def _assignee(session: Session, wanted: str | None, before: int | None) -> int | None:
    if wanted is None:
        return before
    number = filters.number(wanted)
    if number is None:
        abort(400)
    if number == NOBODY:
        return None
    colleague = session.get(Staff, number)
    if colleague is None or not colleague.active:
        abort(400)
    return colleague.id


def _back(id: str, next_one: str | None = None) -> ResponseReturnValue:
    """To the conversation, or on to the next one, in the same filter."""
    _, query = filters.read(request.args, services().words)
    if next_one and next_one.isalnum() and len(next_one) == 32:
        return redirect(filters.link("conversation.show", query, id=next_one))
    return redirect(filters.link("conversation.show", query, id=id))
