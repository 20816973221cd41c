"""What every view works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import current_app, request
from flask_login import current_user

from bot.channels.web.addresses import Addresses
from bot.console.auth.accounts import Accounts
from bot.console.auth.attempts import Attempts
from bot.console.auth.sessions import Sessions, SignedIn
from bot.console.format.words import Words
from bot.content.knowledge import Knowledge
from bot.store.console.audit_trail import AuditTrail
from bot.store.conversations.store import Store
from bot.turn.releases import Releases

NAME = "heads_up"


@dataclass(frozen=True)
class Services:
    """The parts of the console, made once."""

    store: Store
    knowledge: Knowledge
    trail: AuditTrail
    accounts: Accounts
    sessions: Sessions
    attempts: Attempts
    releases: Releases
    words: Words
    addresses: Addresses
    now: Callable[[], datetime]
    is_production: bool
    is_https: bool


def services() -> Services:
    """The parts of the console that serves this request."""
    return cast(Services, current_app.extensions[NAME])


def me() -> SignedIn:
    """Who is signed in."""
    return cast(SignedIn, current_user)


def write_down(action: str, subject: str | None = None, **detail: Any) -> None:
    """An entry of the audit trail, in a transaction of its own, for what whoever is signed in does."""
    with services().store.writing() as session:
        services().trail.add(session, me().name, action, subject, **detail)


def browser() -> str:
    """What the browser says that it is."""
    return request.headers.get("User-Agent", "")


def address() -> str:
    """Whose request it is, behind the trusted proxies."""
    return services().addresses.of(request.remote_addr, request.headers.getlist("X-Forwarded-For"))
