"""Signing in and out."""

from __future__ import annotations

import math
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from bot.console.services import address, browser, me, services, write_down

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in")
def show() -> ResponseReturnValue:
    """The form."""
    if current_user.is_authenticated:
        return redirect(url_for("inbox.show"))
    return render_template(
        "sign_in.html", nobody=services().accounts.is_empty(), next=_next(request.args.get("next"))
    )


@pages.post("/sign-in")
def enter() -> ResponseReturnValue:
    """Look at name, password and code; each failure makes the next attempt wait longer."""
    name, here = request.form.get("name", "")[:100], address()
    wait = services().attempts.take(name, here)
    if wait > 0:
        seconds = math.ceil(wait)
        page = render_template("sign_in.html", wait=seconds, next=_next(request.form.get("next")))
        return page, 429, {"Retry-After": str(seconds)}
    password, code = request.form.get("password", ""), request.form.get("code", "")
    somebody = services().accounts.sign_in(name, password, code, browser())
    if somebody is None:
        page = render_template("sign_in.html", failed=True, name=name, next=_next(request.form.get("next")))
        return page, 401
    services().attempts.succeeded(name, here)
    session.clear()
    login_user(somebody)
    return redirect(_next(request.form.get("next")))


@pages.post("/sign-out")
def leave() -> ResponseReturnValue:
    """End this session."""
    services().sessions.end(me().session, me().id)
    write_down("sign_out")
    logout_user()
    session.clear()
    flash("You are signed out.")
    return redirect(url_for("sign_in.show"))


def _next(wanted: str | None) -> str:
    """Where to go afterwards: a page of the console, never another site."""
    inbox: str = url_for("inbox.show")
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return inbox
    parts = urlsplit(wanted)
    plain = not parts.scheme and not parts.netloc and "\\" not in wanted and wanted.isprintable()
    return wanted if plain else inbox
