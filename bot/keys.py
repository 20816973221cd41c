"""Keys made of the SECRET_KEY, one for each purpose, and what is signed, hashed and sealed with them.

The SECRET_KEY can be changed: what is made is made with the newest key, and what was made with one of those
before it (SECRET_KEY_PREVIOUS) is still accepted.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Final, Literal

from cryptography.fernet import Fernet, MultiFernet
from itsdangerous import Signer

Purpose = Literal[
    "visitor-token",  # signs the tokens of the visitor API
    "booking",  # signs booking references
    "telegram-chat",  # the name that a chat is known by
    "telegram-text",  # what a text is compared by
    "telegram-link",  # what a one-time link is known by
    "telegram-seal",  # updates, and messages to be sent, that wait
    "console-cookies",  # signs the console's cookies and form tokens
    "console-seal",  # the secrets of second factors
    "console-sign-in",  # whom failed attempts to sign in are counted for
    "audit-trail",  # seals the audit trail's entries
]
_LONGEST: Final = 512


class Keys:
    """The secrets, newest first, as keys for one purpose or another."""

    def __init__(self, *secrets: str) -> None:
        if not secrets:
            raise ValueError("there is no secret to make keys of")
        self._secrets = [secret.encode() for secret in secrets]

    def of(self, purpose: Purpose) -> list[bytes]:
        """The keys for a purpose, newest first."""
        return [hmac.digest(secret, purpose.encode(), hashlib.sha256) for secret in self._secrets]

    def digests(self, purpose: Purpose, content: bytes) -> list[str]:
        """The hash of a content under each key, the newest key's first: that one is to be kept."""
        return [hmac.digest(key, content, hashlib.sha256).hex() for key in self.of(purpose)]

    def box(self, purpose: Purpose) -> MultiFernet:
        """Seals with the newest key, and opens what was sealed with any."""
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in self.of(purpose)])

    def signatures(self, purpose: Purpose) -> Signatures:
        """Signs ids with the newest key."""
        return Signatures(self.of(purpose))


class Signatures:
    """Signs ids, so that nobody can guess or choose one; reads those that were signed with any key.

    What is read is compared as a whole and in constant time: a signature that merely decodes to the same
    bytes is another one, and refused.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._signers = [Signer(key, key_derivation="none", digest_method=hashlib.sha256) for key in keys]

    def signed(self, id: str) -> str:
        """The id and its signature."""
        return self._signers[0].sign(id).decode("ascii")

    def opened(self, text: str) -> str | None:
        """The id that was signed, or None if this is, character for character, nothing that was."""
        id, _, signature = text.rpartition(".")
        if not id or len(text) > _LONGEST or not text.isascii():
            return None
        given = signature.encode("ascii")
        found = [hmac.compare_digest(signer.get_signature(id), given) for signer in self._signers]
        return id if any(found) else None


def is_one_of(given: str, known: Sequence[str]) -> bool:
    """Whether it is one of these, compared in constant time."""
    found = [hmac.compare_digest(given.encode(), one.encode()) for one in known]
    return any(found)
