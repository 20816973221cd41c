"""Booking references as they stand in an address: an id that nobody can guess, signed."""

from __future__ import annotations

import hashlib
import hmac

from itsdangerous import Signer


class References:
    """Signs the ids of bookings. A reference says nothing about a person."""

    def __init__(self, secret_key: str) -> None:
        self._signer = Signer(secret_key, salt="booking", digest_method=hashlib.sha256)

    def signed(self, booking: str) -> str:
        """The reference of a booking's id."""
        return self._signer.sign(booking.encode("utf-8", "replace")).decode("utf-8", "replace")

    def opened(self, reference: str) -> str | None:
        """The id in `reference`; None unless it is, character for character, one that was signed."""
        id, _, _ = reference.rpartition(".")
        same = hmac.compare_digest(self.signed(id).encode(), reference.encode("utf-8", "replace"))
        return id if same else None
