"""What the console seals and hashes."""

from __future__ import annotations

import hashlib

from cryptography.fernet import InvalidToken

from bot.keys import Keys


class Secrets:
    """Seals and hashes."""

    def __init__(self, keys: Keys) -> None:
        self._keys, self._box = keys, keys.box("console-seal")

    @property
    def cookies(self) -> list[bytes]:
        """The keys that sign cookies, newest first."""
        return self._keys.of("console-cookies")

    def seal(self, text: str) -> str:
        """A text that only this service can read."""
        return self._box.encrypt(text.encode()).decode("ascii")

    def opened(self, sealed: str) -> str | None:
        """What was sealed; None when it was not sealed with one of the keys."""
        try:
            return self._box.decrypt(sealed.encode("ascii", "replace")).decode()
        except InvalidToken:
            return None

    def name(self, *parts: str) -> str:
        """A hash that stands for these parts and tells nothing about them."""
        # A sign that no part holds, so that ("ab", "c") and ("a", "bc") stay apart.
        return self._keys.digests("console-sign-in", "\x1f".join(parts).encode("utf-8", "replace"))[0]


def digest(text: str) -> str:
    """The plain hash of a token, or of what a browser says it is."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
