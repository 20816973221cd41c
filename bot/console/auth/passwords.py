"""Passwords: hashed with Argon2id, long enough, and not what everybody tries first."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 200
AT_ONCE: Final = 2
"""Hashing takes 64 MiB each: so many at a time, and the others wait."""
_TRIED_FIRST: Final = ("password", "123456", "qwerty", "letmein", "welcome", "admin", "headsup", "clinic")


class BadPassword(ValueError):
    """The new password cannot be taken; the message says why."""


class Passwords:
    """Hashes and compares. An account that does not exist takes as long as one that does."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hashed(self, password: str) -> str:
        """The hash to keep."""
        with self._turn:
            return self._hasher.hash(password)

    def is_right(self, stored: str | None, password: str) -> bool:
        """Whether `password` is the one of `stored`; of nobody, it never is."""
        with self._turn:
            try:
                matches = self._hasher.verify(stored or self._nobody, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return matches and stored is not None


def check_new(password: str, name: str) -> str:
    """The password, if it can be taken. Raises BadPassword."""
    if len(password) < SHORTEST:
        raise BadPassword(f"Choose a password of {SHORTEST} characters or more.")
    if len(password) > LONGEST:
        raise BadPassword(f"Choose a password of at most {LONGEST} characters.")
    plain = password.casefold()
    if name.casefold() in plain or len(set(plain)) < 5:
        raise BadPassword("Choose a password without your name in it, of different characters.")
    if any(plain.strip("0123456789!.-_ ") == word * (len(plain) // len(word) or 1) for word in _TRIED_FIRST):
        raise BadPassword("Choose a password that is not among those that everybody tries first.")
    return password
