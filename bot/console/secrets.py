"""Keys made of the SECRET_KEY, one for each purpose, and what is done with them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

_COOKIES: Final = "console-cookies"
_SEAL: Final = "console-seal"
_NAMES: Final = "console-sign-in"


class Secrets:
    """Seals and hashes."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._box = Fernet(base64.urlsafe_b64encode(self._key(_SEAL)))

    @property
    def cookies(self) -> bytes:
        """The key that signs cookies."""
        return self._key(_COOKIES)

    def seal(self, text: str) -> str:
        """A text that only this service can read."""
        return self._box.encrypt(text.encode()).decode("ascii")

    def opened(self, sealed: str) -> str | None:
        """What was sealed; None when it was not sealed with this key."""
        try:
            return self._box.decrypt(sealed.encode("ascii", "replace")).decode()
        except InvalidToken:
            return None

    def name(self, *parts: str) -> str:
        """A hash that stands for these parts and tells nothing about them."""
        content = "\x1f".join(parts).encode("utf-8", "replace")
        return hmac.digest(self._key(_NAMES), content, hashlib.sha256).hex()

    def _key(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, purpose.encode(), hashlib.sha256)


def digest(text: str) -> str:
    """The plain hash of a token, or of what a browser says it is."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
