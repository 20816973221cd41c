"""Deleting a conversation, with all that belongs to it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.services import me, services
from bot.store.conversations.unit_of_work import locked

pages = Blueprint("erase", __name__)


@pages.post("/conversations/<id>/erase")
def conversation(id: str) -> ResponseReturnValue:
    """Delete it, once this was confirmed."""
    if request.form.get("sure") != "yes":
        flash("Tick the box to confirm that it is to be deleted.")
        return redirect(url_for("conversation.show", id=id))
    with services().store.writing() as session:
        locked(session.connection(), id).erase()
        services().trail.add(session, me().name, "erase", id)
    flash("The conversation is deleted.")
    return redirect(url_for("inbox.show"))
