"""Refusals, as `application/problem+json` (RFC 9457). Their words are in problems.yml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import validator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.content.entries import Entry, Text, complete, parsed
from bot.content.yaml_file import read_yaml
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
STATUS: Final[Mapping[str, int]] = {
    "malformed": 400,
    **dict.fromkeys(("no_token", "bad_token"), 401),
    "other_origin": 403,
    "no_such_path": 404,
    "no_such_method": 405,
    "too_slow": 408,
    **dict.fromkeys(("text_too_long", "too_big"), 413),
    "not_json": 415,
    **dict.fromkeys(("bad_id", "text_or_choice", "empty_text", "never_offered"), 422),
    "other_content": 422,
    **dict.fromkeys(("too_fast", "too_many_calls", "too_many_conversations", "too_many_turns"), 429),
    **dict.fromkeys(("busy", "not_stored", "failed"), 503),
}
"""Every refusal, by its key, with its HTTP status."""
RETRY_SECONDS: Final = 2
_NEVER: Final = 24 * 60 * 60
"""Retry-After of a conversation that is full: a header is promised, and no earlier time would be true."""


class Problem(Exception):
    """A refusal by its key in `STATUS`."""

    def __init__(
        self, key: str, retry_after: float | None = None, emergency: Emergency | None = None
    ) -> None:
        super().__init__(key)
        self.key, self.retry_after, self.emergency = key, retry_after, emergency
        self.headers: dict[str, str] = {}

    @property
    def status(self) -> int:
        return STATUS[self.key]


class Words(Entry):
    """What one refusal says."""

    title: Text
    detail: Text


class WordsFile(Entry):
    """Key → words, for every refusal."""

    __root__: Mapping[str, Words]

    @validator("__root__")
    def _all(cls, words: Mapping[str, Words]) -> Mapping[str, Words]:
        complete(words, STATUS)
        return words


def load_words() -> Mapping[str, Words]:
    """What problems.yml says. Raises KnowledgeError."""
    return parsed(WORDS.name, read_yaml(WORDS), WordsFile).__root__


class Refusals:
    """Answers that refuse. `words` are those of problems.yml."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self._words = words

    def of(self, problem: Problem) -> Response:
        """The answer to send."""
        words = self._words[problem.key]
        body: dict[str, Any] = {"type": f"urn:heads-up:{problem.key}", "status": problem.status}
        body |= {"title": words.title, "detail": words.detail}
        if problem.emergency:
            body["emergency"] = {"flag": problem.emergency.flag, "text": problem.emergency.text}
        headers = dict(problem.headers)
        if problem.retry_after is not None:
            headers["Retry-After"] = str(max(1, int(-(-problem.retry_after // 1))))
        if problem.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(body, problem.status, headers, media_type="application/problem+json")

    async def on_problem(self, request: Request, error: Exception) -> Response:
        """Starlette's handler of `Problem`."""
        assert isinstance(error, Problem)
        return self.of(error)

    async def on_http_exception(self, request: Request, error: Exception) -> Response:
        """Starlette's own refusals: no such path, no such method."""
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if error.status_code == 405 and request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
        problem = Problem({404: "no_such_path", 405: "no_such_method"}.get(error.status_code, "malformed"))
        problem.headers = headers
        return self.of(problem)


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
