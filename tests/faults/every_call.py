"""One turn again and again, each time with another of its calls raising, and what the visitor sees of it."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import httpx

from bot.channels.web.app import create_app
from bot.channels.web.workers import Pool
from bot.keys import Keys
from bot.settings import SQLITE
from tests.conversation import SECRET, House, Talk, knowledge
from tests.faults.breaking import Breakable, Breaker

DANGER = "I have crushing chest pain going down my left arm"
TIMEOUT = 20.0
CUT_OFF = 0

Message = dict[str, str]


@dataclass
class Seen:
    """How many turns were broken, what the visitors were told, and what should not have been."""

    broken: int = 0
    told: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, other: Seen) -> None:
        self.broken += other.broken
        self.told += other.told
        self.faults += other.faults


class Clinic:
    """The edge over a house, asked from this thread, with breakable calls."""

    def __init__(self, home: House, breakable: Breakable) -> None:
        self._home, self._breakable = home, breakable
        self._file = Path(home.settings.database_url.removeprefix(SQLITE))
        self._loop = asyncio.new_event_loop()
        app = create_app(home.conversations, home.settings, knowledge())
        way = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=way, base_url="http://127.0.0.1:8000/api/chat")

    def post(self, talk: str, message: Message, breaker: Breaker | None = None) -> httpx.Response:
        """Send a message; with a breaker, one of the calls on the way may raise."""
        headers = {"Authorization": f"Bearer {Keys(SECRET).signatures('visitor-token').signed(talk)}"}
        request = self._client.build_request("POST", "/messages", json=message, headers=headers)
        self._breakable.breaker = breaker
        with breaker or nullcontext(), suppress(AssertionError):  # httpx's, where an answer is cut off
            return self._loop.run_until_complete(asyncio.wait_for(self._client.send(request), TIMEOUT))
        return httpx.Response(CUT_OFF)

    def kept(self) -> bytes:
        """The database as it is now."""
        self._home.store.dispose()
        return self._file.read_bytes()

    def put_back(self, kept: bytes) -> None:
        """The database as it was."""
        self._home.store.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_bytes(kept)
        os.replace(fresh, self._file)

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


@contextmanager
def clinic(home: House) -> Iterator[Clinic]:
    """The edge of `home`, whose pools are breakable."""
    breakable = Breakable()
    with patch.object(Pool, "run", breakable.run):
        made = Clinic(home, breakable)
        try:
            yield made
        finally:
            made.close()


@dataclass
class Turn:
    """A message, and the conversation just before it."""

    name: str
    talk: str
    message: Message
    kept: bytes

    @property
    def is_danger(self) -> bool:
        return self.message.get("text") == DANGER


def turns(home: House, place: Clinic) -> Iterator[Turn]:
    """Consent and each question, pressed and typed; what is asked after the end; and two dangers."""
    talk = Talk(home.conversations)
    talk.chooses("Start")
    while talk.outcome is None:
        kept, question = place.kept(), talk.question or "consent"
        button = "No" if talk.question else "Agree"
        yield Turn(f"{question}, pressed", talk.id, {"choice": talk.value(button)}, kept)
        yield Turn(f"{question}, typed", talk.id, {"text": "no" if talk.question else "yes"}, kept)
        if question in ("consent", "pregnancy"):
            yield Turn(f"{question}, a danger", talk.id, {"text": DANGER}, kept)
        place.put_back(kept)
        talk.chooses(button)
    yield Turn("after the end", talk.id, {"text": "can we start the safety check?"}, place.kept())


def break_each(place: Clinic, turn: Turn, step: int = 1) -> Seen:
    """Take the turn once undisturbed, then with each of its calls raising (or every `step`-th of them).

    A call that a line makes several times raises the first time.
    """
    calls, wanted = undisturbed(place, turn)
    seen = Seen()
    for at in _first_of_each(calls)[::step]:
        _break_one(place, turn, at, wanted, seen)
    return seen


def undisturbed(place: Clinic, turn: Turn) -> tuple[list[str], Any]:
    """Every call of the turn, and the screening after it."""
    place.put_back(turn.kept)
    place.post(turn.talk, _new(turn))  # what is done once in a process is done now
    place.put_back(turn.kept)
    breaker = Breaker()
    answer = place.post(turn.talk, _new(turn), breaker)
    assert answer.status_code == 200, answer.text
    return breaker.calls, answer.json()["screening"]


def _break_one(place: Clinic, turn: Turn, at: int, wanted: Any, seen: Seen) -> None:
    place.put_back(turn.kept)
    message, breaker = _new(turn), Breaker(at)
    answer = place.post(turn.talk, message, breaker)
    if not breaker.fired:
        return
    seen.broken += 1
    stored = any("calls _commit" in call for call in breaker.calls[: at - 1])
    for fault in (*_wrong(turn, answer, stored, seen), *_wrong_next(place, turn, message, answer, wanted)):
        seen.faults[f"{turn.name}: {breaker.calls[at - 1]}: {fault}"] += 1


def _wrong(turn: Turn, answer: httpx.Response, stored: bool, seen: Seen) -> Iterator[str]:
    """What is wrong with the answer to the broken turn. What fails when all is stored takes nothing back."""
    if answer.status_code not in (200, 503):
        yield f"answered {answer.status_code}"
        return
    body = answer.json()
    if answer.status_code == 503:
        seen.told["503"] += 1
        if "retry-after" not in answer.headers:
            yield "no Retry-After"
        if turn.is_danger and not body.get("emergency"):
            yield "no emergency advice"
        return
    topics = [message["topic"] for message in body["messages"]]
    seen.told["technical_problem" if topics == ["technical_problem"] else "answered all the same"] += 1
    if not stored and any(message["links"] for message in body["messages"]):
        yield "a link"
    if turn.is_danger and "emergency:cardiac" not in topics:
        yield "no emergency advice"


def _wrong_next(
    place: Clinic, turn: Turn, message: Message, answer: httpx.Response, wanted: Any
) -> Iterator[str]:
    """What is wrong afterwards: the same message once more, and, if that told of a problem, another one.

    Where something still held the store, the second one would be refused after its two seconds.
    """
    again = place.post(turn.talk, message)
    if again.status_code != 200:
        yield f"sent again, answered {again.status_code}"
        return
    if [each["topic"] for each in again.json()["messages"]] == ["technical_problem"]:
        again = place.post(turn.talk, _new(turn))
    if again.status_code != 200 or again.json()["screening"] != wanted:
        yield "the next turn is not fine"
    if answer.status_code == 200 and message_ids(answer) != message_ids(place.post(turn.talk, message)):
        yield "sent again, another reply"


def message_ids(answer: httpx.Response) -> list[str]:
    return [message["id"] for message in answer.json()["messages"]]


def _new(turn: Turn) -> Message:
    return {"id": str(uuid4()), **turn.message}


def _first_of_each(calls: list[str]) -> list[int]:
    """Each call once, as a line of ours makes it."""
    first: dict[str, int] = {}
    for number, call in enumerate(calls, 1):
        first.setdefault(call, number)
    return list(first.values())
