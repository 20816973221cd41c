"""Tokens that name one conversation, signed by the server.

A token is the conversation's id and a signature of it. It is compared as a whole and in constant
time: a signature that merely decodes to the same bytes is another token, and refused.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from itsdangerous import Signer

_PURPOSE = "visitor-token"
_LONGEST = 512


class Tokens:
    """Makes and reads the visitors' tokens. The first key signs; every key is accepted."""

    def __init__(self, keys: Sequence[str], purpose: str = _PURPOSE) -> None:
        self._signers = [
            Signer(key, salt=purpose, key_derivation="hmac", digest_method=hashlib.sha256) for key in keys
        ]

    def issue(self, conversation: str) -> str:
        """The token of a conversation."""
        return self._signers[0].sign(conversation).decode("ascii")

    def conversation(self, token: str) -> str | None:
        """The conversation that a token names, or None if the server did not make this token."""
        name, _, signature = token.rpartition(".")
        if not name or len(token) > _LONGEST or not token.isascii():
            return None
        given = signature.encode("ascii")
        found = [hmac.compare_digest(signer.get_signature(name), given) for signer in self._signers]
        return name if any(found) else None
