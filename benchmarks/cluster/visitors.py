"""Visitors who go through whole screenings, send again what was refused, and keep what was acknowledged."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any, Final
from uuid import uuid4

import httpx

TYPED: Final = ("no", "no, never", "No.", "nope", "no I don't")
ASIDE: Final = "what are the risks?"
ASIDE_AT: Final = 6
MOST_TURNS: Final = 60
_AGAIN: Final = 0.2
_PATIENCE: Final = 60.0


@dataclass
class Tally:
    """What came of a load."""

    screenings: int = 0
    seconds: list[float] = field(default_factory=list)
    """How long each acknowledged turn took, refusals before it included."""
    refused: Counter[str] = field(default_factory=Counter)
    """Answers other than 200, and broken connections, each by what it was."""
    lost: list[str] = field(default_factory=list)
    """What was wrong with a history, in words."""

    @property
    def turns(self) -> int:
        return len(self.seconds)


class Visitor:
    """One conversation, from its beginning to the outcome."""

    def __init__(self, client: httpx.AsyncClient, tally: Tally) -> None:
        self._client, self._tally = client, tally
        self._headers: dict[str, str] = {}
        self._expected: list[tuple[str, str | None]] = []
        """Ids of messages in the order of the history, with the text where we know it."""

    async def screens(self) -> None:
        """The whole screening, then a look whether everything is there."""
        begun = await self._asked("POST", "/conversations", 201)
        self._headers = {"Authorization": f"Bearer {begun['token']}"}
        self._expected = [(message["id"], None) for message in begun["messages"]]
        reply, typed = await self._say(text="can we start the safety check?"), cycle(TYPED)
        for number in range(MOST_TURNS):
            if reply["screening"]["state"] == "finished":
                break
            reply = await self._say(**_next(reply, number, typed.__next__))
        self._check(reply, await self._asked("GET", "/conversation", 200))
        self._tally.screenings += 1

    async def _say(self, **content: str) -> Any:
        message = {"id": str(uuid4()), **content}
        began = time.perf_counter()
        reply = await self._asked("POST", "/messages", 200, message)
        self._tally.seconds.append(time.perf_counter() - began)
        self._expected.append((message["id"], content.get("text")))
        self._expected += [(shown["id"], None) for shown in reply["messages"]]
        return reply

    async def _asked(self, method: str, path: str, status: int, body: Any = None) -> Any:
        """Ask, and ask the same again until it is acknowledged."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                answer = await self._client.request(
                    method, f"/api/chat{path}", json=body, headers=self._headers
                )
                if answer.status_code == status:
                    return answer.json()
                self._tally.refused[str(answer.status_code)] += 1
            except httpx.HTTPError as error:
                self._tally.refused[type(error).__name__] += 1
            assert time.monotonic() < deadline, f"refused for {_PATIENCE:.0f} s: {dict(self._tally.refused)}"
            await asyncio.sleep(_AGAIN)

    def _check(self, reply: Any, history: Any) -> None:
        shown = [(message["id"], message) for message in history["messages"]]
        if [id for id, _ in shown] != [id for id, _ in self._expected]:
            self._tally.lost.append(f"{len(self._expected)} messages, {len(shown)} in the history")
        told = dict(shown)
        if any(text is not None and told.get(id, {}).get("text") != text for id, text in self._expected):
            self._tally.lost.append("a message says something else")
        if history["screening"] != reply["screening"] or reply["screening"]["outcome"] != "eligible":
            self._tally.lost.append(f"ended as {reply['screening']['state']}")


def _next(reply: Any, number: int, typed: Callable[[], str]) -> dict[str, str]:
    """Agree; answer by buttons and by typing in turn; ask something in between."""
    choices = [choice["value"] for message in reply["messages"] for choice in message["choices"]]
    for value in choices:
        if value == "start" or value.startswith("consent:yes"):
            return {"choice": value}
    if number == ASIDE_AT:
        return {"text": ASIDE}
    noes = [value for value in choices if value.partition(":")[2].partition(":")[0] == "no"]
    return {"choice": noes[-1]} if noes and number % 2 else {"text": typed()}


class Load:
    """So many visitors at once, one screening after the other, until told to stop or all are done."""

    def __init__(self, address: str, visitors: int) -> None:
        self._address, self._visitors = address, visitors
        self.tally = Tally()
        self._left: int | None = None
        self._stopped = False

    async def run(self, screenings: int | None = None) -> Tally:
        """Take so many screenings, or go on until `stop`."""
        self._left = screenings
        limits = httpx.Limits(max_connections=self._visitors, max_keepalive_connections=self._visitors)
        async with httpx.AsyncClient(base_url=self._address, timeout=30, limits=limits) as client:
            await asyncio.gather(*(self._keep_on(client) for _ in range(self._visitors)))
        return self.tally

    def stop(self) -> None:
        """Let each visitor end the screening that has begun."""
        self._stopped = True

    async def _keep_on(self, client: httpx.AsyncClient) -> None:
        while not self._stopped and self._left != 0:
            if self._left is not None:
                self._left -= 1
            await Visitor(client, self.tally).screens()
