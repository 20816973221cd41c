"""Twenty people who talk meanwhile, and afterwards what they know compared with what is stored."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from tests.faults.users import SIGN, Asked, User, Visit

ROOT = Path(__file__).parent.parent.parent
NUMBER = 20
STARTS = 120.0
"""Seconds that people may take for something on a busy machine."""


@dataclass
class Crowd:
    """People in a process of their own. What they know is there when the context has ended."""

    process: subprocess.Popen[bytes]
    users: list[User] = field(default_factory=list)
    seen: int = 0

    def talks(self, number: int) -> None:
        """Wait until so many more messages were acknowledged; it may be that nobody talks any more."""
        wanted, deadline = self.seen + number, time.monotonic() + STARTS
        assert self.process.stdout
        while self.seen < wanted:
            assert time.monotonic() < deadline, f"{self.seen} messages acknowledged, not {wanted}"
            if select.select([self.process.stdout], [], [], 0.5)[0]:
                self.seen += len(os.read(self.process.stdout.fileno(), 65536))

    @property
    def visits(self) -> list[Visit]:
        return [visit for user in self.users for visit in user.visits]

    @property
    def posts(self) -> list[Asked]:
        return [post for user in self.users for post in user.posts]

    @property
    def reads(self) -> list[Asked]:
        return [read for user in self.users for read in user.reads]

    @property
    def acknowledged(self) -> int:
        return sum(len(visit.answered) for visit in self.visits)


@contextmanager
def crowd(addresses: list[str], seed: int = 1, number: int = NUMBER) -> Iterator[Crowd]:
    """Let people talk during the context; what they have begun then is acknowledged before it ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.users", str(number), str(seed), *addresses],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    made = Crowd(process)
    try:
        yield made
        told, _ = process.communicate(b"stop\n", timeout=STARTS)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0, "the people gave up"
    made.users = [_user(each) for each in json.loads(told.lstrip(SIGN))]


@dataclass(frozen=True)
class Comparison:
    """What was acknowledged and what is stored, compared. All but the first should be 0."""

    acknowledged: int = 0
    lost: int = 0
    twice: int = 0
    shown_not_stored: int = 0
    out_of_order: int = 0

    def __add__(self, other: Comparison) -> Comparison:
        return Comparison(
            self.acknowledged + other.acknowledged,
            self.lost + other.lost,
            self.twice + other.twice,
            self.shown_not_stored + other.shown_not_stored,
            self.out_of_order + other.out_of_order,
        )

    @property
    def clean(self) -> bool:
        return replace(self, acknowledged=0) == Comparison()


def compared(visits: list[Visit], address: str) -> Comparison:
    """Compare every conversation with its history, asked over HTTP."""
    with httpx.Client(base_url=f"{address}/api/chat", timeout=30) as client:
        return sum((_one(visit, client) for visit in visits), Comparison())


def _one(visit: Visit, client: httpx.Client) -> Comparison:
    answer = client.get("/conversation", headers={"Authorization": f"Bearer {visit.token}"})
    answer.raise_for_status()
    stored = answer.json()["messages"]
    shown = [*visit.begun["messages"]]
    for message, reply in visit.answered:
        shown += [{"id": message["id"], "from": "visitor", "text": message.get("text")}, *reply["messages"]]
    said = [message for message in stored if message["from"] == "visitor"]
    texts = {message["id"]: message["text"] for message in stored}
    ids, typed = Counter(m["id"] for m in said), Counter(m["text"] for m in said if "(" in m["text"])
    sent = {message["id"] for message, _ in visit.answered}
    return Comparison(
        acknowledged=len(visit.answered),
        lost=len(sent - ids.keys()),
        twice=sum(count > 1 for count in (*ids.values(), *typed.values())) + len(ids.keys() - sent),
        shown_not_stored=sum(
            message["from"] == "bot" and texts.get(message["id"]) != message["text"] for message in shown
        ),
        out_of_order=[message["id"] for message in stored] != [message["id"] for message in shown],
    )


def _user(told: dict[str, Any]) -> User:
    visits = [Visit(v["token"], v["begun"], [tuple(each) for each in v["answered"]]) for v in told["visits"]]
    posts, reads = ([Asked(**each) for each in told[kind]] for kind in ("posts", "reads"))
    return User(told["addresses"], told["seed"], visits, posts, reads)
