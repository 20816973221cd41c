"""The audit trail, to read and to check."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.records.filters import number
from bot.console.services import services, write_down
from bot.store.console.audit_trail import newest_entries

pages = Blueprint("audit", __name__, url_prefix="/audit")
PAGE = 100


@pages.get("")
def show() -> ResponseReturnValue:
    """The entries, newest first."""
    before = number(request.args.get("before", ""))
    with services().store.reading() as reader:
        entries = reader.all(newest_entries(before, PAGE + 1))
    return render_template("audit.html", entries=entries[:PAGE], more=len(entries) > PAGE)


@pages.post("/check")
def check() -> ResponseReturnValue:
    """Follow the chain from its beginning."""
    found = services().trail.check(services().store)
    write_down("audit_check", entries=found.newest, whole=not found.fault)
    flash(
        f"The trail is broken: {found.fault}. Call whoever looks after the service."
        if found.fault
        else f"The trail is whole: {found.newest} entries, the newest sealed {found.mac[:16]}."
    )
    return redirect(url_for("audit.show"))
