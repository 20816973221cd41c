"""Releases: a red flag, or an earlier yes, each with a reason (contract, rules 4 and 5)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.services import me, services
from bot.turn.releases import NothingToRelease

pages = Blueprint("release", __name__, url_prefix="/conversations/<id>")
SHORTEST, LONGEST = 10, 2000


@pages.post("/release/red-flag")
def red_flag(id: str) -> ResponseReturnValue:
    """Clear the red flags."""
    reason = _reason()
    if reason is not None:
        try:
            with services().store.writing() as session:
                services().releases.red_flags(session, id, me().name, reason, services().now())
            flash("The red flag is released. The check can begin anew.")
        except NothingToRelease:
            flash("There is no red flag to release.")
    return redirect(url_for("conversation.show", id=id))


@pages.post("/release/earlier-yes")
def earlier_yes(id: str) -> ResponseReturnValue:
    """Let an earlier yes be forgotten."""
    reason, question = _reason(), request.form.get("question", "")
    if reason is not None:
        try:
            with services().store.writing() as session:
                services().releases.earlier_yes(session, id, question, me().name, reason, services().now())
            flash("The earlier yes is released.")
        except NothingToRelease:
            flash("There is no such earlier yes to release.")
    return redirect(url_for("conversation.show", id=id))


def _reason() -> str | None:
    reason = request.form.get("reason", "").strip()[:LONGEST]
    if len(reason) >= SHORTEST:
        return reason
    flash(f"Give the reason, in {SHORTEST} letters or more.")
    return None
