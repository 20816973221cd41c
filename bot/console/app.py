"""The console, put together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

from flask import Flask
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from bot.channels.web.addresses import Addresses
from bot.console.auth.accounts import Accounts
from bot.console.auth.attempts import Attempts
from bot.console.auth.cookies import Cookies
from bot.console.auth.passwords import Passwords
from bot.console.auth.roles import may
from bot.console.auth.secrets import Secrets
from bot.console.auth.sessions import Sessions
from bot.console.format.words import Words, moment, shortly
from bot.console.protection import protect
from bot.console.records import misreadings
from bot.console.records.transcript import matters
from bot.console.services import NAME, Services
from bot.console.views import (
    account,
    audit,
    conversation,
    erase,
    export,
    health,
    inbox,
    release,
    review,
    scenario,
    sign_in,
    staff,
    statistics,
)
from bot.content.knowledge import Knowledge
from bot.settings import Settings
from bot.store.console.audit_trail import AuditTrail
from bot.store.conversations.store import Store
from bot.turn.releases import Releases

BIGGEST_FORM = 64 * 1024
PARTS = (
    account,
    audit,
    conversation,
    erase,
    export,
    health,
    inbox,
    release,
    review,
    scenario,
    sign_in,
    staff,
    statistics,
)


def csrf_field() -> Markup:
    """The hidden field that every form carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def utc_now() -> datetime:
    """The time of day."""
    return datetime.now(timezone.utc)


def make_services(
    settings: Settings,
    knowledge: Knowledge,
    store: Store,
    passwords: Passwords | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Services:
    """The parts of the console, on a migrated store."""
    secrets, trail, sessions = (
        Secrets(settings.keys),
        AuditTrail(settings.keys),
        Sessions(store, now),
    )
    return Services(
        store=store,
        knowledge=knowledge,
        trail=trail,
        accounts=Accounts(store, trail, passwords or Passwords(), secrets, sessions, now),
        sessions=sessions,
        attempts=Attempts(store, secrets, now),
        releases=Releases(knowledge, trail),
        words=Words(knowledge),
        addresses=Addresses(settings.trusted_proxies),
        now=now,
        is_production=settings.production,
        is_https=settings.is_https,
    )


def create_app(services: Services) -> Flask:
    """The console's pages on these parts."""
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.session_interface = Cookies()
    app.config.update(
        SECRET_KEY=services.accounts.secrets.cookies[0],
        SECRET_KEY_FALLBACKS=services.accounts.secrets.cookies[1:],
        SESSION_COOKIE_NAME="__Host-heads_up" if services.is_production else "heads_up_console",
        SESSION_COOKIE_SECURE=services.is_production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=BIGGEST_FORM,
        MAX_FORM_MEMORY_SIZE=BIGGEST_FORM,
        SEND_FILE_MAX_AGE_DEFAULT=0,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions[NAME] = services
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        label=services.words,
        labels=services.words.all,
        topic_label=services.words.topic,
        moment=moment,
        shortly=lambda at: shortly(at, services.now()),
        clinic=services.knowledge.clinic.name,
        csrf=csrf_field,
        should_be_label=lambda value: misreadings.label(services.words, services.knowledge, value),
        may=lambda needed: current_user.is_authenticated and may(current_user.role, needed),
    )
    app.jinja_env.filters["label_of"] = lambda id, kind: services.words(kind, id)
    app.jinja_env.tests["matters"] = matters
    protect(app)
    for part in PARTS:
        app.register_blueprint(part.pages)
    return app
