"""The console's cookie: signed with SHA-256, and taken only character for character as it was signed."""

from __future__ import annotations

import hashlib

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode, want_bytes


class WholeSigner(TimestampSigner):
    """A signature that merely decodes to the same bytes is another one, and refused."""

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        return super().verify_signature(value, sig) and base64_encode(base64_decode(sig)) == want_bytes(sig)


class Cookies(SecureCookieSessionInterface):
    """Flask's own signed cookie, read strictly. The keys before the newest are still accepted."""

    digest_method = staticmethod(hashlib.sha256)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = WholeSigner
        return serializer
