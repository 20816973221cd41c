"""Who is let in: whose conversation a request is about, and how often its address may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from bot.channels.web.addresses import Addresses
from bot.channels.web.limits import RateLimits
from bot.channels.web.problems import Problem
from bot.keys import Signatures
from bot.settings import Settings

CONVERSATION: Final = "conversation"


@dataclass(frozen=True)
class Admission:
    """Reads tokens and counts calls."""

    tokens: Signatures
    limits: RateLimits
    addresses: Addresses

    @classmethod
    def of(cls, settings: Settings) -> Admission:
        """As the settings have it, with counts of its own."""
        tokens = settings.keys.signatures("visitor-token")
        return cls(tokens, RateLimits(settings), Addresses(settings.trusted_proxies))

    def address(self, request: Request) -> str:
        """The address that limits are counted for."""
        peer = request.client.host if request.client else None
        return self.addresses.of(peer, request.headers.getlist("x-forwarded-for"))

    def conversation(self, request: Request) -> str:
        """The conversation that the request's token names. Raises Problem; calls without one are counted."""
        try:
            name = self._named(request)
        except Problem:
            with self.limits.call(self.address(request)):
                raise
        setattr(request.state, CONVERSATION, name)  # for the log line of the request
        return name

    def _named(self, request: Request) -> str:
        given = request.headers.getlist("authorization")
        scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        if scheme.lower() != "bearer":
            raise Problem("no_token")
        name = self.tokens.opened(token.strip())
        if name is None:
            raise Problem("bad_token")
        return name
