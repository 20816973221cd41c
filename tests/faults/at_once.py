"""Messages that arrive at the same moment, twice, late or from two windows, at several processes."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx

from tests.faults.crowd import Comparison, compared
from tests.faults.users import Visit

TIMEOUT = 60.0
AGAIN = 0.05
Message = dict[str, str]
Reply = dict[str, Any]


class Visitor:
    """One conversation. Each request goes to the next process; a refused one is sent again."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._clients = [httpx.Client(base_url=f"{each}/api/chat", timeout=TIMEOUT) for each in addresses]
        self._next = itertools.cycle(self._clients)
        self._pool = ThreadPoolExecutor(8)
        self.refused = 0
        begun = self._next.__next__().post("/conversations").json()
        self.visit = Visit(begun.pop("token"), begun)
        self.newest: Reply = begun
        for client in self._clients:
            client.headers["Authorization"] = f"Bearer {self.visit.token}"

    def send(self, message: Message) -> Reply:
        """Send one message until it is acknowledged."""
        return self.at_once([message])[0]

    def at_once(self, messages: Sequence[Message]) -> list[Reply]:
        """Send messages at the same moment, each to another process; the replies, in the same order."""
        gate = threading.Barrier(len(messages))
        sent = [
            self._pool.submit(self._until_acknowledged, client, message, gate)
            for client, message in zip(self._next, messages, strict=False)
        ]
        replies = [each.result() for each in sent]
        self.newest = replies[-1]
        return replies

    def history(self) -> Reply:
        answer = next(self._next).get("/conversation")
        answer.raise_for_status()
        found: Reply = answer.json()
        return found

    def choice(self, title: str) -> str:
        """What the newest button of this name sends."""
        for message in reversed(self.history()["messages"]):
            for choice in message["choices"]:
                if choice["title"].startswith(title):
                    return str(choice["value"])
        raise LookupError(title)

    def newest_id(self) -> str:
        return str(self.history()["messages"][-1]["id"])

    def close(self) -> None:
        self._pool.shutdown()
        for client in self._clients:
            client.close()

    def _until_acknowledged(self, client: httpx.Client, message: Message, gate: threading.Barrier) -> Reply:
        gate.wait(TIMEOUT)
        while (answer := client.post("/messages", json=message)).status_code == 503:
            self.refused += 1
            threading.Event().wait(AGAIN)
        answer.raise_for_status()
        found: Reply = answer.json()
        return found


@contextmanager
def visitor(addresses: Sequence[str]) -> Iterator[Visitor]:
    made = Visitor(addresses)
    try:
        yield made
    finally:
        made.close()


def pairs(person: Visitor, number: int) -> tuple[Comparison, int]:
    """So many pairs of messages, both at once. What is lost, and how many lack their replies after them."""
    for count in range(number):
        both = [{"id": str(uuid4()), "text": f"no ({count} {side})"} for side in "ab"]
        replies = person.at_once(both)
        person.visit.answered += list(zip(both, replies, strict=True))
    stored = [message["id"] for message in person.history()["messages"]]
    _in_stored_order(person.visit, stored)
    return compared([person.visit], str(person._clients[0].base_url).removesuffix("/api/chat/")), _unordered(
        person.visit, stored
    )


def _in_stored_order(visit: Visit, stored: list[str]) -> None:
    """Which of a pair came first is for the store to say; the pairs themselves come one after the other."""
    place = {id: at for at, id in enumerate(stored)}
    for at in range(0, len(visit.answered), 2):
        visit.answered[at : at + 2] = sorted(
            visit.answered[at : at + 2], key=lambda each: place.get(each[0]["id"], -1)
        )


def _unordered(visit: Visit, stored: list[str]) -> int:
    """Messages that are not followed by their own replies."""
    place = {id: at for at, id in enumerate(stored)}
    wrong = 0
    for message, reply in visit.answered:
        at = place.get(message["id"], -1)
        wanted = [shown["id"] for shown in reply["messages"]]
        wrong += stored[at + 1 : at + 1 + len(wanted)] != wanted
    return wrong


def double_sent(person: Visitor, first: int = 0) -> Iterator[str]:
    """Goes through the ten questions, each answered in one of the ways that confuse; yields what is wrong."""
    person.send({"id": str(uuid4()), "choice": "start"})
    person.send({"id": str(uuid4()), "choice": person.choice("I agree")})
    ways = itertools.islice(itertools.cycle(WAYS), first, None)
    while (question := person.newest["screening"]["question"]) is not None:
        way = next(ways)
        answered = dict(person.newest["screening"]["answers"])
        for fault in way(person):
            yield f"{way.__name__.strip('_')} at {question}: {fault}"
        now = person.newest = person.history()
        if dict(now["screening"]["answers"]) != {**answered, question: "no"}:
            yield f"{way.__name__.strip('_')} at {question}: {now['screening']['answers']}"
            return
    if person.newest["screening"]["outcome"] != "eligible":
        yield f"the outcome is {person.newest['screening']['outcome']}"


def _five_times(person: Visitor) -> Iterator[str]:
    """One message, five times at once."""
    message = {"id": str(uuid4()), "choice": person.choice("No")}
    before = len(person.history()["messages"])
    replies = person.at_once([message] * 5)
    if len({tuple(shown["id"] for shown in reply["messages"]) for reply in replies}) != 1:
        yield "several replies to one message"
    if len(person.history()["messages"]) != before + 1 + len(replies[0]["messages"]):
        yield "more than one turn"


def _double_click(person: Visitor) -> Iterator[str]:
    """One button, pressed twice at once: two messages, one answer."""
    value = person.choice("No")
    person.at_once([{"id": str(uuid4()), "choice": value} for _ in range(2)])
    yield from ()


def _two_tabs(person: Visitor) -> Iterator[str]:
    """The question stands in two windows; it is answered by a button in one and in words in the other."""
    seen, value = person.newest_id(), person.choice("No")
    person.at_once([{"id": str(uuid4()), "choice": value}, {"id": str(uuid4()), "text": "no", "after": seen}])
    yield from ()


def _two_tabs_typed(person: Visitor) -> Iterator[str]:
    """The same, in words in both."""
    seen = person.newest_id()
    person.at_once([{"id": str(uuid4()), "text": "no", "after": seen} for _ in range(2)])
    yield from ()


def _late(person: Visitor) -> Iterator[str]:
    """Out of order: what was sent first arrives once more after what was sent next."""
    seen = person.newest_id()
    first, aside = (
        {"id": str(uuid4()), "text": "no", "after": seen},
        {"id": str(uuid4()), "text": "what are the risks?", "after": seen},
    )
    person.send(aside)
    reply, again = person.send(first), person.send(first)
    if [shown["id"] for shown in again["messages"]] != [shown["id"] for shown in reply["messages"]]:
        yield "another reply to the same message"
    person.send(aside)


WAYS = (_five_times, _double_click, _two_tabs, _two_tabs_typed, _late)
