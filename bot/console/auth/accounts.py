"""Accounts: making and changing them, signing in. Every change is audited."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pyotp
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.console.auth.passwords import Passwords, check_new
from bot.console.auth.roles import ADMINISTRATOR, ROLES
from bot.console.auth.secrets import Secrets
from bot.console.auth.sessions import Sessions, SignedIn, end_all
from bot.store.console.audit_trail import AuditTrail
from bot.store.console.staff import Staff
from bot.store.conversations.queries import table
from bot.store.conversations.store import Store

NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9])?")
ISSUER: Final = "Heads Up"
STEP: Final = 30
"""Seconds that a code of an authenticator app stands for (RFC 6238)."""
_columns = table(Staff).c


class BadAccount(ValueError):
    """The account cannot be made or changed so; the message says why."""


@dataclass(frozen=True)
class Accounts:
    """The accounts of the clinic's staff."""

    store: Store
    trail: AuditTrail
    passwords: Passwords
    secrets: Secrets
    sessions: Sessions
    now: Callable[[], datetime]

    def add(self, name: str, password: str, role: str, actor: str) -> None:
        """Make an account. Raises BadAccount and BadPassword."""
        name = name.strip().lower()
        if not NAME.fullmatch(name):
            raise BadAccount("A name has up to 50 small letters, digits, dots, hyphens or underscores.")
        if role not in ROLES:
            raise BadAccount(f"A role is one of {', '.join(ROLES)}.")
        hashed = self.passwords.hashed(check_new(password, name))
        with self.store.writing() as session:
            if session.execute(_by_name(name)).scalar_one_or_none() is not None:
                raise BadAccount("There is an account of that name.")
            session.add(Staff(name=name, role=role, password=hashed, created_at=self.now()))
            self.trail.add(session, actor, "staff_add", None, name=name, role=role)

    def change(self, id: int, actor: str, role: str, active: bool) -> None:
        """Give another role, close or open an account. Raises BadAccount."""
        if role not in ROLES:
            raise BadAccount(f"A role is one of {', '.join(ROLES)}.")
        with self._changing(id, actor, "staff_change", role=role, active=active) as (session, staff):
            loses = staff.role == ADMINISTRATOR and (role != ADMINISTRATOR or not active)
            if loses and session.execute(_administrators()).scalar_one() == 1:
                raise BadAccount("There must be an administrator left.")
            staff.role, staff.active = role, active
            end_all(session, id)

    def set_password(self, id: int, actor: str, password: str, but: str | None = None) -> None:
        """A new password. Ends all sessions apart from `but`. Raises BadPassword."""
        with self.store.reading() as reader:
            name = reader.one(select(_columns.name).where(_columns.id == id)) or ""
        hashed = self.passwords.hashed(check_new(password, name))
        with self._changing(id, actor, "password") as (session, staff):
            staff.password = hashed
            if actor != staff.name:
                staff.totp = None
            end_all(session, id, but)

    def set_totp(self, id: int, actor: str, secret: str | None, but: str | None = None) -> None:
        """Turn the second factor on with this secret, or off."""
        with self._changing(id, actor, "totp", on=secret is not None) as (session, staff):
            staff.totp = self.secrets.seal(secret) if secret else None
            staff.totp_step = _step() if secret else 0
            end_all(session, id, but)

    def is_password(self, id: int, password: str) -> bool:
        """Whether this is the account's password now."""
        with self.store.reading() as reader:
            staff: Staff | None = reader.one(select(Staff).where(_columns.id == id))
        return self.passwords.is_right(staff.password if staff else None, password)

    def sign_in(self, name: str, password: str, code: str, browser: str) -> SignedIn | None:
        """Begin a session, if name, password and code are right; else None, whichever of them was wrong."""
        with self.store.reading() as reader:
            staff: Staff | None = reader.one(_by_name(name.strip().lower()))
        # Outside of the transaction: hashing takes a tenth of a second, and turns would wait for it.
        right = self.passwords.is_right(staff.password if staff and staff.active else None, password)
        with self.store.writing() as session:
            kept = session.get(Staff, staff.id, with_for_update=True) if staff else None
            # Under the lock once more: the account may have been closed, or got another password, meanwhile.
            if kept is None or not right or kept.password != (staff and staff.password) or not kept.active:
                kept = None
            if kept is None or not self._is_code(kept, code):
                # What was typed as a name may be a password: only a known one is written down.
                self.trail.add(session, staff.name if staff else "unknown", "sign_in_failed")
                return None
            self.trail.add(session, kept.name, "sign_in")
            return self.sessions.begin(session, kept, browser)

    def is_empty(self) -> bool:
        """Whether nobody has an account yet."""
        with self.store.reading() as reader:
            return reader.one(select(_columns.id).limit(1)) is None

    def _is_code(self, staff: Staff, code: str) -> bool:
        """Each code is taken once."""
        if staff.totp is None:
            return True
        secret = self.secrets.opened(staff.totp)
        step = _step_of(secret, code, after=staff.totp_step) if secret else None
        if secret is None or step is None:
            return False
        staff.totp_step = step
        staff.totp = self.secrets.seal(secret)  # with the newest key: the one before it can be taken away
        return True

    @contextmanager
    def _changing(
        self, id: int, actor: str, action: str, **detail: object
    ) -> Iterator[tuple[Session, Staff]]:
        with self.store.writing() as session:
            staff = session.get(Staff, id, with_for_update=True)
            if staff is None:
                raise BadAccount("There is no such account.")
            yield session, staff
            self.trail.add(session, actor, action, None, name=staff.name, **detail)


def is_code(secret: str, code: str) -> bool:
    """Whether the code fits a secret that is about to be taken."""
    return _step_of(secret, code) is not None


def _step_of(secret: str, code: str, after: int = 0) -> int | None:
    """The step `after` an earlier one that the code is of: the one of now, or one beside it."""
    totp, typed, now = pyotp.TOTP(secret), code.replace(" ", ""), _step()
    near = (step for step in (now - 1, now, now + 1) if step > after)
    return next((step for step in near if totp.verify(typed, for_time=step * STEP, valid_window=0)), None)


def _step() -> int:
    return int(time.time()) // STEP


def _by_name(name: str) -> Any:
    return select(Staff).where(_columns.name == name)


def _administrators() -> Any:
    return select(func.count()).where(_columns.role == ADMINISTRATOR, _columns.active)
