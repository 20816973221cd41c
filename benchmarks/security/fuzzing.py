"""Strange requests to the running service: texts, ids, bodies, paths and headers made by chance."""

from __future__ import annotations

import json
import random
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import quote, urlsplit
from uuid import UUID

import httpx

from benchmarks.security.result import WANTED, Result, status_of
from benchmarks.security.strange_text import text

LONGEST_SECONDS: Final = 20.0
"""An answer that takes longer counts as a hang."""
MESSAGES_EACH: Final = 40
CSP: Final = "content-security-policy"
FAILED: Final = '"topic":"technical_problem"'
"""A turn that failed is answered with 200, and says so."""
JSON: Final = {"Content-Type": "application/json"}
_OBS_TEXT: Final = bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))

Request = tuple[str, str, dict[str, Any]]


def fuzz(address: str, cases: int, seed: int, workers: int = 6) -> Result:
    """Send so many requests from several workers at once."""
    began, whole = time.monotonic(), Result("Unicode fuzzing")
    shares = [cases // workers + (number < cases % workers) for number in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        for found in pool.map(lambda job: Worker(address, seed + job[0]).run(job[1]), enumerate(shares)):
            whole.add(found)
    whole.seconds = time.monotonic() - began
    return whole


def patiently(client: httpx.Client, path: str, **given: Any) -> Any:
    """Send until it is acknowledged, as every client does."""
    while (answer := client.post(path, **given)).status_code == 503:
        time.sleep(float(answer.headers["retry-after"]))
    answer.raise_for_status()
    return answer.json()


def counted(answer: httpx.Response) -> str:
    """What is counted for an answer."""
    problem = answer.json() if answer.headers.get("content-type") == "application/problem+json" else None
    return status_of(answer.status_code, answer.headers, problem)


class Worker:
    """One client with a conversation of its own, a new one now and then."""

    def __init__(self, address: str, seed: int) -> None:
        self._chance, self._address = random.Random(seed), address
        self._token, self._left = "", 0
        self._result = Result("")
        self._kinds: dict[Callable[[], Request], int] = {
            self._message: 45,
            self._values: 15,
            self._locale: 5,
            self._bytes: 10,
            self._path: 13,
            self._headers: 10,
        }

    def run(self, cases: int) -> Result:
        with httpx.Client(base_url=self._address, timeout=LONGEST_SECONDS) as client:
            for _ in range(cases):
                self._case(client)
        return self._result

    def _case(self, client: httpx.Client) -> None:
        self._result.cases += 1
        if self._chance.random() < 0.02:
            self._note(*self._garbage())
            return
        if self._left <= 0:
            self._begin(client)
        [make] = self._chance.choices(list(self._kinds), list(self._kinds.values()))
        method, path, given = make()
        try:
            answer = client.request(method, path, **given)
        except httpx.HTTPError as error:
            self._note(type(error).__name__, f"{make.__name__}: {type(error).__name__}")
            return
        status = counted(answer)
        unwanted = answer.status_code >= 500 and status != WANTED
        wrong = unwanted or FAILED in answer.text or CSP not in answer.headers
        self._note(status, f"{make.__name__}: {answer.status_code} {given!r}" if wrong else "")
        if answer.status_code == 401:
            self._left = 0

    def _begin(self, client: httpx.Client) -> None:
        """A new conversation, at some place of the screening: at its beginning, or some questions on."""
        reply = patiently(client, "/api/chat/conversations")
        self._token, self._left = reply["token"], MESSAGES_EACH
        for _ in range(self._chance.choice((0, 1, 2, 4, 7))):
            [*_, newest] = reply["messages"]
            choices = {choice["title"]: choice["value"] for choice in newest["choices"]}
            choice = choices.get("No") or next(iter(choices.values()))
            body = {"id": self._id(), "choice": choice}
            reply = patiently(client, "/api/chat/messages", json=body, headers=self._bearer())

    def _note(self, status: str, fault: str) -> None:
        self._result.statuses[status] += 1
        if fault:
            self._result.faults.append(fault[:300])

    def _message(self) -> Request:
        self._left -= 1
        return self._said({"id": self._id(), "text": self._text()})

    def _values(self) -> Request:
        fields = {"id": self._id(), self._chance.choice(("choice", "text")): self._text()}
        fields[self._chance.choice(("id", "after", "choice", "text", self._text()))] = self._value()
        return self._said(fields)

    def _locale(self) -> Request:
        body = json.dumps({"locale": self._value()}).encode()
        return "POST", "/api/chat/conversations", {"content": body, "headers": JSON}

    def _bytes(self) -> Request:
        body = json.dumps({"id": self._id(), "text": self._text()}, ensure_ascii=self._chance.random() < 0.5)
        raw = bytearray(body.encode("utf-8", "surrogatepass"))
        for _ in range(self._chance.randint(1, 4)):
            raw[self._chance.randrange(len(raw))] = self._chance.randrange(256)
        return "POST", "/api/chat/messages", {"content": bytes(raw), "headers": {**JSON, **self._bearer()}}

    def _path(self) -> Request:
        part = quote(self._text().encode("utf-8", "surrogatepass"), safe=self._chance.choice(("", "/.~")))
        place = self._chance.choice(("/book/", "/", "/static/", "/api/chat/", "/widget.js/"))
        return self._chance.choice(("GET", "POST", "DELETE")), place + part, {}

    def _headers(self) -> Request:
        value = bytes(self._chance.choice(_OBS_TEXT) for _ in range(self._chance.randint(1, 80))).strip()
        name = self._chance.choice(
            (
                "Authorization",
                "Origin",
                "X-Forwarded-For",
                "Content-Type",
                "Accept-Encoding",
                "Host",
                "Cookie",
            )
        )
        bearer = b"Bearer " if name == "Authorization" and self._chance.random() < 0.7 else b""
        headers = {**self._bearer(), name: bearer + value}
        return "GET", "/api/chat/conversation", {"headers": headers}

    def _garbage(self) -> tuple[str, str]:
        """Bytes that are no HTTP: the connection is closed, with a refusal or without."""
        parts = urlsplit(self._address)
        with socket.create_connection((parts.hostname or "", parts.port or 0), LONGEST_SECONDS) as line:
            line.sendall(self._chance.randbytes(self._chance.randint(1, 400)) + b"\r\n\r\n")
            line.shutdown(socket.SHUT_WR)
            try:
                answer = line.recv(100)
            except ConnectionError:
                answer = b""
            except TimeoutError:
                return "hang", "no answer to bytes that are no HTTP"
        refused = not answer or answer.startswith(b"HTTP/1.1 4")
        return ("closed" if not answer else answer[9:12].decode("latin-1")), "" if refused else repr(answer)

    def _said(self, fields: dict[str, Any]) -> Request:
        body = json.dumps(fields).encode()
        return "POST", "/api/chat/messages", {"content": body, "headers": {**JSON, **self._bearer()}}

    def _value(self) -> Any:
        others: tuple[Any, ...] = (None, True, -1, 1e308, [], {}, [self._text()], {self._text(): 1})
        return self._text() if self._chance.random() < 0.7 else self._chance.choice(others)

    def _text(self) -> str:
        return text(self._chance)

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128)))

    def _bearer(self) -> dict[str, Any]:
        return {"Authorization": f"Bearer {self._token}"}
