"""Keeps chats unknown to whoever reads the database: keyed hashes, and sealed contents."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken

_CHAT: Final = "telegram-chat"
_TEXT: Final = "telegram-text"
_LINK: Final = "telegram-link"
_SEAL: Final = "telegram-seal"


class Unreadable(Exception):
    """What was sealed cannot be opened: the SECRET_KEY is another one by now."""


class Secrecy:
    """Hashes and seals with keys that are made of the SECRET_KEY, one for each purpose."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._box = Fernet(base64.urlsafe_b64encode(self._hash(_SEAL, b"")))

    def chat(self, chat: int) -> str:
        """What a chat is known by."""
        return self._hash(_CHAT, str(chat).encode()).hex()

    def text(self, chat: int, text: str) -> str:
        """What a text in a chat is compared by."""
        return self._hash(_TEXT, f"{chat}:{text}".encode("utf-8", "replace")).hex()

    def link(self, token: str) -> str:
        """What a link's token is known by."""
        return self._hash(_LINK, token.encode("utf-8", "replace")).hex()

    def seal(self, value: Any) -> str:
        """JSON values that only this service can read."""
        return self._box.encrypt(json.dumps(value).encode()).decode("ascii")

    def open(self, sealed: str) -> Any:
        """What was sealed. Raises Unreadable."""
        try:
            return json.loads(self._box.decrypt(sealed.encode("ascii")))
        except InvalidToken:
            raise Unreadable from None

    def _hash(self, purpose: str, content: bytes) -> bytes:
        key = hmac.digest(self._secret, purpose.encode(), hashlib.sha256)
        return hmac.digest(key, content, hashlib.sha256)
