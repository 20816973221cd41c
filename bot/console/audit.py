"""The audit trail, to read and to check."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.desk import desk, me
from bot.store.audit_trail import newest_entries

pages = Blueprint("audit", __name__, url_prefix="/audit")
PAGE = 100


@pages.get("")
def show() -> ResponseReturnValue:
    """The entries, newest first."""
    before = request.args.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    with desk().store.reading() as reader:
        entries = reader.all(newest_entries(number, PAGE + 1))
    return render_template("audit.html", entries=entries[:PAGE], more=len(entries) > PAGE)


@pages.post("/check")
def check() -> ResponseReturnValue:
    """Follow the chain from its beginning."""
    found = desk().trail.check(desk().store)
    with desk().store.writing() as session:
        desk().trail.add(session, me().name, "audit_check", None, entries=found.newest, whole=not found.fault)
    flash(
        f"The trail is broken: {found.fault}. Call whoever looks after the service."
        if found.fault
        else f"The trail is whole: {found.newest} entries, the newest sealed {found.mac[:16]}."
    )
    return redirect(url_for("audit.show"))
