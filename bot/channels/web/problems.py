"""Refusals, as `application/problem+json` (RFC 9457). Their words are in problems.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.domain.errors import (
    NeverOffered,
    NotStored,
    OtherContent,
    TooFast,
    TooManyTurns,
    UnknownConversation,
)
from bot.domain.messages import Emergency

WORDS: Final = Path(__file__).with_name("problems.yml")
RETRY_SECONDS: Final = 2
_NEVER: Final = 24 * 60 * 60
"""Retry-After of a conversation that is full: a header is promised, and no earlier time would be true."""


class Problem(Exception):
    """A refusal by its key in problems.yml."""

    def __init__(
        self, key: str, retry_after: float | None = None, emergency: Emergency | None = None
    ) -> None:
        super().__init__(key)
        self.key, self.retry_after, self.emergency = key, retry_after, emergency
        self.headers: dict[str, str] = {}

    @property
    def status(self) -> int:
        return int(_words()[self.key]["status"])

    def response(self) -> Response:
        """The answer to send."""
        body = {"type": f"urn:heads-up:{self.key}", **_words()[self.key]}
        if self.emergency:
            body["emergency"] = {"flag": self.emergency.flag, "text": self.emergency.text}
        headers = dict(self.headers)
        if self.retry_after is not None:
            headers["Retry-After"] = str(max(1, int(-(-self.retry_after // 1))))
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(body, self.status, headers, media_type="application/problem+json")


@cache
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def refusal(error: Exception) -> Problem | None:
    """The refusal that an error of the conversations comes to, or None if it is not one that was foreseen."""
    if isinstance(error, NotStored):
        return Problem("not_stored", RETRY_SECONDS, error.emergency)
    if isinstance(error, TooFast):
        return Problem("too_fast", error.seconds)
    if isinstance(error, TooManyTurns):
        return Problem("too_many_turns", _NEVER)
    keys = {UnknownConversation: "bad_token", NeverOffered: "never_offered", OtherContent: "other_content"}
    key = keys.get(type(error))
    return Problem(key) if key else None


async def on_problem(request: Request, error: Exception) -> Response:
    """Starlette's handler of `Problem`."""
    assert isinstance(error, Problem)
    return error.response()


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Starlette's own refusals: no such path, no such method."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405 and request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    problem = Problem({404: "no_such_path", 405: "no_such_method"}.get(error.status_code, "malformed"))
    problem.headers = headers
    return problem.response()
