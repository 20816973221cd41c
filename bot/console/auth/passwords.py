"""Passwords: hashed with Argon2id, long enough, and not among what is soon guessed."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST: Final = 12
LONGEST: Final = 200
AT_ONCE: Final = 2
"""Hashing takes 64 MiB each: so many at a time, and the others wait."""
STRONG: Final = 3
"""The lowest of zxcvbn's scores (0 to 4) that is taken: more than 10^8 guesses."""
_ESTIMATED: Final = 72
"""The estimate takes ever longer: what follows so many characters only makes a password stronger."""
_OURS: Final = ("headsup", "clinic", "inversion")
"""Words that a stranger would try here first, besides the account's name."""


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
    estimate = zxcvbn(password[:_ESTIMATED], user_inputs=[name, *_OURS])
    if estimate["score"] < STRONG:
        why = [estimate["feedback"]["warning"], *estimate["feedback"]["suggestions"]]
        raise BadPassword(" ".join(["That would soon be guessed.", *filter(None, why)]))
    return password
