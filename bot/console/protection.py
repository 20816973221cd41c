"""What holds for every request: who may, headers, refusals, and a log line without anything personal."""

from __future__ import annotations

import logging
import time
from typing import Any, Final

from flask import Flask, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from bot.channels.web.logs import begin_request, described
from bot.console.auth.roles import ACCESS, PUBLIC, may
from bot.console.auth.sessions import SignedIn
from bot.console.services import browser, services
from bot.domain.errors import UnknownConversation
from bot.domain.screening import NewerForm
from bot.store.database.errors import Unavailable

log = logging.getLogger(__name__)

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
HSTS: Final = "max-age=31536000"
QUIET: Final = ("health.alive", "health.ready", "inbox.count", "static")
OWN: Final = ("same-origin", "none")
UNTOUCHED: Final = ("inbox.count",)
"""Asked by open pages on their own: they do not show that somebody is there."""


def protect(app: Flask) -> None:
    """Put the guards in front of every view."""
    CSRFProtect(app)
    manager = LoginManager(app)
    manager.session_protection = None  # our own sessions hold in one browser only
    manager.user_loader(_user)
    app.before_request(_begin)
    app.before_request(_may)
    app.after_request(_finish)
    app.register_error_handler(HTTPException, _refusal)
    app.register_error_handler(UnknownConversation, lambda error: _page(404))
    app.register_error_handler(Unavailable, lambda error: _page(503))
    app.register_error_handler(NewerForm, lambda error: _page(503))  # in a rolling upgrade
    app.register_error_handler(Exception, _fault)


def _user(token: str) -> SignedIn | None:
    return services().sessions.find(token, browser(), touch=request.endpoint not in UNTOUCHED)


def _begin() -> None:
    begin_request()
    g.began = time.perf_counter()
    g.fault = None


def _may() -> ResponseReturnValue | None:
    """Refuse what the role may not; a route that roles.py does not name, to everybody."""
    if request.endpoint is None:
        return None  # Flask answers 404 or 405 itself
    needed = ACCESS.get(request.endpoint)
    if needed == PUBLIC:
        return None
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in OWN:
        abort(403)
    if not current_user.is_authenticated:
        if request.method != "GET" or request.endpoint in UNTOUCHED:
            abort(401)
        return redirect(url_for("sign_in.show", next=request.full_path.rstrip("?")))
    if needed is None or not may(current_user.role, needed):
        abort(403)
    return None


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if services().is_https:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    if request.endpoint not in QUIET:
        log.info("request", extra=_line(response))
    return response


def _line(response: Response) -> dict[str, Any]:
    """The route, never the path: that holds which conversation, and what was searched for."""
    fields: dict[str, Any] = {
        "method": request.method if request.method in ("GET", "HEAD", "POST") else "other",
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
    }
    return {**fields, "error": g.fault} if g.get("fault") else fields


def _refusal(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, CSRFError) and request.endpoint == "sign_in.enter":
        flash("The page was open for too long. Please sign in again.")
        return redirect(url_for("sign_in.show"))
    if error.code is None or error.code < 400:
        return error.get_response()
    return _page(error.code)


def _fault(error: Exception) -> ResponseReturnValue:
    g.fault = described(error)
    log.error("request failed", extra={"error": g.fault})
    return _page(500)


def _page(status: int) -> ResponseReturnValue:
    known = status if status in (400, 401, 403, 404, 405, 413, 429, 500, 503) else 400
    return render_template("refusal.html", status=known), status
