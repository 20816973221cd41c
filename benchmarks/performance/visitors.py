"""People who talk over HTTP, to ours or to stock Rasa's REST channel."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

TIMEOUT = 120.0
"""Seconds for one answer: with 50 users, stock Rasa needs many."""
TRIES = 20


class Visitor(Protocol):
    """One person in one conversation."""

    refused: int

    async def begin(self) -> None:
        """Open the conversation."""

    async def say(self, text: str) -> bool:
        """Send a message; whether the reply holds the booking link. Raises ClientError."""


@dataclass
class Ours:
    """A visitor of the assistant's API."""

    session: ClientSession
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    """How often it was told to try again."""

    async def begin(self) -> None:
        begun = await self._call("POST", "conversations")
        self.headers = {"Authorization": f"Bearer {begun['token']}"}

    async def open_widget(self) -> None:
        """What the widget asks when its page is opened again."""
        await self._call("GET", "conversation")

    async def say(self, text: str) -> bool:
        reply = await self._call("POST", "messages", {"id": str(uuid4()), "text": text})
        return any(message["links"] for message in reply["messages"])

    async def _call(self, method: str, path: str, body: Any = None) -> Any:
        """What is refused for now is sent again after the time that the answer names, as the widget does."""
        url = f"{self.address}/api/chat/{path}"
        for _ in range(TRIES):
            async with self.session.request(method, url, json=body, headers=self.headers) as answer:
                if answer.status != 503:
                    answer.raise_for_status()
                    return await answer.json()
                self.refused += 1
                wait = float(answer.headers["Retry-After"])
            await asyncio.sleep(wait)
        raise ClientError(f"refused {TRIES} times")


@dataclass
class Stock:
    """A sender of the REST channel."""

    session: ClientSession
    address: str
    sender: str = field(default_factory=lambda: uuid4().hex)
    refused: int = 0

    async def begin(self) -> None:
        """A conversation begins with its first message."""

    async def say(self, text: str) -> bool:
        body = {"sender": self.sender, "message": text}
        async with self.session.post(f"{self.address}/webhooks/rest/webhook", json=body) as answer:
            answer.raise_for_status()
            reply = await answer.json()
        return any("/book" in message.get("text", "") for message in reply)

    async def lengthen(self, turns: int) -> None:
        """Repeat what has happened so far until the conversation is so many turns long."""
        url = f"{self.address}/conversations/{self.sender}/tracker"
        async with self.session.get(url, params={"include_events": "ALL"}) as answer:
            events = (await answer.json())["events"]
        so_far = sum(event["event"] == "user" for event in events)
        more = events * (turns // so_far - 1)
        async with self.session.post(f"{url}/events", json=more) as answer:
            answer.raise_for_status()


@dataclass
class Tally:
    """What came of many turns."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    refused: int = 0
    """Answers "try again in a moment"; the time of a turn goes on until it is taken."""
    talks: int = 0
    right: int = 0
    """Conversations that ended as they should."""

    async def turn(self, visitor: Visitor, text: str) -> bool:
        """Take a turn and its time."""
        began, refused = time.perf_counter(), visitor.refused
        try:
            linked = await visitor.say(text)
        except (ClientError, asyncio.TimeoutError):
            self.errors += 1
            return False
        finally:
            self.refused += visitor.refused - refused
        self.seconds.append(time.perf_counter() - began)
        return linked


def session() -> ClientSession:
    """A client without a limit of its own."""
    return ClientSession(connector=TCPConnector(limit=0), timeout=ClientTimeout(TIMEOUT))
