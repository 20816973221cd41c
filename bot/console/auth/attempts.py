"""Signing in slows down with every failure: for an account, for an address, and for the two together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from bot.console.auth.secrets import Secrets
from bot.store.console.staff import SignInFailures
from bot.store.conversations.queries import deleting, table
from bot.store.conversations.store import Store

FORGOTTEN_AFTER: Final = timedelta(days=1)
_columns = table(SignInFailures).c


class Slowness(NamedTuple):
    """So many failures are free; then the wait doubles with each, from one second up to `longest` seconds."""

    free: int
    longest: int


SLOWNESS: Final = {
    "account from address": Slowness(5, 900),
    "address": Slowness(20, 900),
    # Anybody can make an account slow from anywhere: never so slow that its owner is locked out.
    "account": Slowness(30, 30),
}


class Attempts:
    """Counts attempts before they are looked at, so that many at once are counted too."""

    def __init__(self, store: Store, secrets: Secrets, now: Callable[[], datetime]) -> None:
        self._store, self._secrets, self._now = store, secrets, now

    def take(self, name: str, address: str) -> float:
        """Count an attempt, or give the seconds to wait before the next one is looked at."""
        now, keys = self._now(), self._keys(name, address)
        with self._store.writing() as session:
            session.execute(deleting(SignInFailures, _columns.last_at < now - FORGOTTEN_AFTER))
            found = {kind: session.get(SignInFailures, key) for kind, key in keys.items()}
            wait = max(_wait(SLOWNESS[kind], row, now) for kind, row in found.items())
            if wait > 0:
                return wait
            for kind, row in found.items():
                if row is None:
                    session.add(SignInFailures(key=keys[kind], count=1, last_at=now))
                else:
                    row.count, row.last_at = row.count + 1, now
        return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures that led here."""
        keys = list(self._keys(name, address).values())
        with self._store.writing() as session:
            session.execute(deleting(SignInFailures, _columns.key.in_(keys)))

    def _keys(self, name: str, address: str) -> dict[str, str]:
        name = name.casefold()
        return {
            "account from address": self._secrets.name("both", name, address),
            "address": self._secrets.name("address", address),
            "account": self._secrets.name("account", name),
        }


def _wait(slowness: Slowness, failures: SignInFailures | None, now: datetime) -> float:
    if failures is None or failures.count < slowness.free:
        return 0.0
    pause: int = min(2 ** min(failures.count - slowness.free, 20), slowness.longest)
    return (failures.last_at + timedelta(seconds=pause) - now).total_seconds()
