"""Keeps chats unknown to whoever reads the database: keyed hashes, and sealed contents."""

from __future__ import annotations

import json
from typing import Any

from cryptography.fernet import InvalidToken

from bot.keys import Keys, is_one_of


class Unreadable(Exception):
    """What was sealed cannot be opened: it was sealed with a key that is not there any more."""


class Secrecy:
    """Hashes and seals with the newest key, and knows what was made with those before it."""

    def __init__(self, keys: Keys) -> None:
        self._keys, self._box = keys, keys.box("telegram-seal")

    def chat(self, chat: int) -> str:
        """What a chat is known by."""
        return self.names(chat)[0]

    def names(self, chat: int) -> list[str]:
        """What a chat is known by, and then what it was known by under each earlier key."""
        return self._keys.digests("telegram-chat", str(chat).encode())

    def text(self, chat: int, text: str) -> str:
        """What a text in a chat is compared by."""
        return self._texts(chat, text)[0]

    def is_text(self, chat: int, text: str, digest: str | None) -> bool:
        """Whether this text of the chat is the one that was kept."""
        return is_one_of(digest or "", self._texts(chat, text))

    def links(self, token: str) -> list[str]:
        """What a link's token is known by; a new one by the first of them."""
        return self._keys.digests("telegram-link", token.encode("utf-8", "replace"))

    def seal(self, value: Any) -> str:
        """JSON values that only this service can read."""
        return self._box.encrypt(json.dumps(value).encode()).decode("ascii")

    def open(self, sealed: str) -> Any:
        """What was sealed. Raises Unreadable."""
        try:
            return json.loads(self._box.decrypt(sealed.encode("ascii")))
        except InvalidToken:
            raise Unreadable from None

    def _texts(self, chat: int, text: str) -> list[str]:
        return self._keys.digests("telegram-text", f"{chat}:{text}".encode("utf-8", "replace"))
