"""Accounts of the staff, for administrators."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.auth.accounts import BadAccount
from bot.console.auth.passwords import BadPassword
from bot.console.auth.roles import ROLES
from bot.console.auth.sessions import end_all
from bot.console.services import me, services
from bot.store.console import inbox_queries as queries

pages = Blueprint("staff", __name__, url_prefix="/staff")


@pages.get("")
def show() -> ResponseReturnValue:
    """All accounts."""
    with services().store.reading() as reader:
        colleagues = reader.all(queries.colleagues())
    return render_template("staff.html", colleagues=colleagues, roles=ROLES)


@pages.post("/add")
def add() -> ResponseReturnValue:
    """Make an account. Its first password is made here and shown once."""
    name, password = request.form.get("name", ""), _first_password()
    try:
        services().accounts.add(name, password, request.form.get("role", ""), me().name)
    except (BadAccount, BadPassword) as error:
        flash(str(error))
        return redirect(url_for("staff.show"))
    return render_template("first_password.html", name=name.strip().lower(), password=password)


@pages.post("/<int:id>/change")
def change(id: int) -> ResponseReturnValue:
    """Another role; closed or open."""
    try:
        active = request.form.get("active") == "1"
        services().accounts.change(id, me().name, request.form.get("role", ""), active)
        flash("The account is changed, and signed out everywhere.")
    except BadAccount as error:
        flash(str(error))
    return redirect(url_for("staff.show"))


@pages.post("/<int:id>/password")
def password(id: int) -> ResponseReturnValue:
    """A new first password, for somebody who forgot theirs; the second factor is off then."""
    made = _first_password()
    try:
        services().accounts.set_password(id, me().name, made)
    except (BadAccount, BadPassword) as error:
        flash(str(error))
        return redirect(url_for("staff.show"))
    return render_template("first_password.html", name=request.form.get("name", ""), password=made)


@pages.post("/<int:id>/sign-out")
def end_sessions(id: int) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    with services().store.writing() as session:
        end_all(session, id)
        services().trail.add(session, me().name, "sign_out", None, account=id)
    flash("Signed out everywhere.")
    return redirect(url_for("staff.show"))


def _first_password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(5))
