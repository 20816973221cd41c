"""One conversation over the visitor API, as a client that loses nothing."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import httpx

TRIES: Final = 15
_LONGEST_WAIT: Final = 60
_AGAIN_SECONDS: Final = 2.0

Json = dict[str, Any]


class Stopped(Exception):
    """The chat cannot go on, or one message was not taken. The text is for the person."""


class NotTaken(Stopped):
    """One message was refused; the next one may be fine."""


class Visit:
    """One conversation over the visitor API. What fails on the way is sent again with the same id."""

    def __init__(
        self, http: httpx.Client, note: Callable[[str], None], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._http, self._note, self._sleep = http, note, sleep
        self._after: str | None = None
        self.choices: list[Json] = []
        self.screening: Json = {}

    def begin(self) -> list[Json]:
        """Open the conversation; gives the first messages."""
        try:
            self._http.get("/healthz").raise_for_status()
        except httpx.HTTPError:
            where = self._http.base_url
            raise Stopped(f"No assistant answers at {where}. Start it with: make run") from None
        body = self._post("/api/chat/conversations", {})
        self._http.headers["Authorization"] = f"Bearer {body['token']}"
        return self._taken(body)

    def say(self, typed: str) -> list[Json]:
        """Send what was typed, or the choice of that number; gives the replies."""
        shown = {str(number): choice["value"] for number, choice in enumerate(self.choices, 1)}
        content = {"choice": shown[typed]} if typed in shown else {"text": typed}
        body = {"id": str(uuid.uuid4()), **content}
        if self._after:
            body["after"] = self._after
        return self._taken(self._post("/api/chat/messages", body))

    @property
    def prompt(self) -> str:
        """What stands before the person's line: how far the questions are."""
        if self.screening.get("position"):
            return f"{self.screening['position']}/{self.screening['total']} > "
        return "> "

    def _taken(self, body: Json) -> list[Json]:
        replies = [message for message in body["messages"] if message["from"] == "bot"]
        self.choices = [choice for message in replies for choice in message["choices"]]
        self.screening = body["screening"]
        self._after = replies[-1]["id"] if replies else self._after
        return replies

    def _post(self, path: str, body: Json) -> Json:
        told: set[str] = set()
        for attempt in range(TRIES):
            wait = _AGAIN_SECONDS
            with suppress(httpx.TransportError):
                answer = self._http.post(path, json=body)
                if answer.is_success:
                    return dict(answer.json())
                wait = self._retry_after(answer, told)
            if attempt == 0:
                self._note("That did not get through yet. Sending it again ...")
            self._sleep(wait)
        raise NotTaken("It could not be sent. Nothing of it was kept. Please try again later.")

    def _retry_after(self, answer: httpx.Response, told: set[str]) -> float:
        """The seconds until it is worth sending again. Raises where it is not."""
        problem = _problem(answer)
        advice = problem.get("emergency", {}).get("text")
        if advice and advice not in told:
            told.add(advice)
            self._note(advice)
        wait = answer.headers.get("retry-after", "")
        if answer.status_code in (429, 503) and wait.isdigit() and int(wait) <= _LONGEST_WAIT:
            return float(wait)
        text = f"{problem.get('title', f'The answer was {answer.status_code}')}. {problem.get('detail', '')}"
        raise (Stopped if answer.status_code == 401 else NotTaken)(text)


def _problem(answer: httpx.Response) -> Json:
    with suppress(ValueError):
        body = answer.json()
        if isinstance(body, dict):
            return body
    return {}
