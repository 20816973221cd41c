"""One's own account: password, second factor, and where one is signed in."""

from __future__ import annotations

import pyotp
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.auth.accounts import ISSUER, is_code
from bot.console.auth.passwords import BadPassword
from bot.console.services import me, services

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("")
def show() -> ResponseReturnValue:
    """The page."""
    return render_template("account.html", sessions=services().sessions.of(me().id))


@pages.post("/password")
def password() -> ResponseReturnValue:
    """A new password; other sessions end."""
    if _knows_password():
        try:
            services().accounts.set_password(
                me().id, me().name, request.form.get("new", ""), but=me().session
            )
            flash("The password is changed. You are signed out everywhere else.")
        except BadPassword as error:
            flash(str(error))
    return redirect(url_for("account.show"))


@pages.post("/totp/begin")
def begin_totp() -> ResponseReturnValue:
    """A new secret, to be confirmed with a code of it."""
    if not _knows_password():
        return redirect(url_for("account.show"))
    return _totp_page(pyotp.random_base32())


@pages.post("/totp/confirm")
def confirm_totp() -> ResponseReturnValue:
    """Turn the second factor on."""
    opened = services().accounts.secrets.opened(request.form.get("sealed", "")) or ""
    owner, _, secret = opened.partition(":")
    if owner != str(me().id):
        flash("Please begin again.")
        return redirect(url_for("account.show"))
    if not is_code(secret, request.form.get("code", "")):
        flash("That code does not fit. Look at the newest one.")
        return _totp_page(secret)
    services().accounts.set_totp(me().id, me().name, secret, but=me().session)
    flash("From now on a code is asked for when you sign in.")
    return redirect(url_for("account.show"))


@pages.post("/totp/end")
def end_totp() -> ResponseReturnValue:
    """Turn the second factor off."""
    if _knows_password():
        services().accounts.set_totp(me().id, me().name, None, but=me().session)
        flash("No code is asked for any more.")
    return redirect(url_for("account.show"))


@pages.post("/sessions/end")
def end_session() -> ResponseReturnValue:
    """Sign another browser out."""
    services().sessions.end(request.form.get("session", "")[:64], me().id)
    flash("It is signed out there.")
    return redirect(url_for("account.show"))


def _totp_page(secret: str) -> ResponseReturnValue:
    return render_template(
        "totp.html",
        secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        address=pyotp.TOTP(secret, name=me().name, issuer=ISSUER).provisioning_uri(),
        sealed=services().accounts.secrets.seal(f"{me().id}:{secret}"),
    )


def _knows_password() -> bool:
    """Somebody at an open screen is not enough. Wrong tries slow down as at the door."""
    if services().attempts.take(me().name, "account") > 0:
        flash("Too many tries. Please wait.")
        return False
    if not services().accounts.is_password(me().id, request.form.get("password", "")):
        flash("That is not your password.")
        return False
    services().attempts.succeeded(me().name, "account")
    return True
