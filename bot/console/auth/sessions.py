"""Sessions, kept in the store: they end by themselves, hold in one browser only, and can be ended."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.console.auth.secrets import digest
from bot.store.console.staff import Staff, StaffSession
from bot.store.conversations.queries import deleting, table
from bot.store.conversations.store import Store

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
NOTED_EVERY: Final = timedelta(minutes=1)
"""That a session is in use is written down so often, not with each request, which turns would wait for."""
_columns = table(StaffSession).c


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, as Flask-Login wants it."""

    id: int
    name: str
    role: str
    token: str
    session: str
    """The session's digest."""
    has_totp: bool

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds: the session's token, not the account's number."""
        return self.token


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now

    def begin(self, session: Session, staff: Staff, browser: str) -> SignedIn:
        """A new session of this browser, in an open transaction."""
        now, token = self._now(), secrets.token_urlsafe(32)
        session.execute(deleting(StaffSession, _columns.expires_at < now))
        row = StaffSession(
            digest=digest(token),
            staff_id=staff.id,
            browser=digest(browser),
            created_at=now,
            seen_at=now,
            expires_at=now + LONGEST,
        )
        session.add(row)
        return _signed_in(staff, row, token)

    def find(self, token: str, browser: str, touch: bool = True) -> SignedIn | None:
        """Who this token and browser belong to. `touch`: somebody is there, not just an open page."""
        now = self._now()
        with self._store.reading() as reader:
            row: StaffSession | None = reader.one(_session(digest(token)))
            staff: Staff | None = reader.one(_staff(row.staff_id)) if row else None
        if row is None or staff is None or not staff.active or row.browser != digest(browser):
            return None
        if now >= row.expires_at or now - row.seen_at >= IDLE:
            self.end(row.digest, row.staff_id)
            return None
        if touch and now - row.seen_at >= NOTED_EVERY:
            with self._store.writing() as session:
                kept = session.get(StaffSession, row.digest)
                if kept is not None:
                    kept.seen_at = now
        return _signed_in(staff, row, token)

    def of(self, staff: int) -> list[StaffSession]:
        """The sessions of an account that are still open, newest first."""
        query = select(StaffSession).where(_columns.staff_id == staff, _columns.expires_at > self._now())
        with self._store.reading() as reader:
            return [
                row
                for row in reader.all(query.order_by(_columns.created_at.desc()))
                if self._now() - row.seen_at < IDLE
            ]

    def end(self, session_digest: str, staff: int) -> None:
        """End one session of an account."""
        with self._store.writing() as session:
            ours = (_columns.digest == session_digest, _columns.staff_id == staff)
            session.execute(deleting(StaffSession, *ours))


def end_all(session: Session, staff: int, but: str | None = None) -> None:
    """End every session of an account, apart from `but`, in an open transaction."""
    others = [_columns.digest != but] if but is not None else []
    session.execute(deleting(StaffSession, _columns.staff_id == staff, *others))


def _session(session_digest: str) -> Any:
    return select(StaffSession).where(_columns.digest == session_digest)


def _staff(id: int) -> Any:
    return select(Staff).where(table(Staff).c.id == id)


def _signed_in(staff: Staff, row: StaffSession, token: str) -> SignedIn:
    return SignedIn(staff.id, staff.name, staff.role, token, row.digest, staff.totp is not None)
