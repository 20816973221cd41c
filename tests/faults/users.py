"""`python -m tests.faults.users NUMBER SEED ADDRESS ...`: people who talk over HTTP until a line comes in.

Each sends one message after the other, every one unique, and the same one again until it is acknowledged.
At the end it prints, as JSON, all that they sent and were shown. A process of its own: whoever forks workers
must have no threads.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import httpx

from tests.faults.person import Person

LONGEST = 200
"""Turns of one conversation; then the same person begins another one."""

PAUSE = 0.1
"""Seconds after a refusal."""

SIGN = b"."
"""Written for a message that was acknowledged, so that somebody can wait for it."""

TIMEOUT = 30.0


@dataclass
class Asked:
    """One request: when it was sent, how long it took, and what came of it (0: the connection broke)."""

    began: float
    took: float
    status: int
    retry_after: bool


@dataclass
class Visit:
    """One conversation as its visitor knows it."""

    token: str
    begun: dict[str, Any]
    answered: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


@dataclass
class User:
    """One person, who opens one conversation after the other."""

    addresses: list[str]
    seed: int
    visits: list[Visit] = field(default_factory=list)
    posts: list[Asked] = field(default_factory=list)
    reads: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(-self.seed)

    def talk(self, stop: threading.Event) -> None:
        """Talk until told to stop; what was begun by then is finished."""
        person = Person(self.seed)
        alone = httpx.Limits(max_keepalive_connections=0)  # each request goes to any worker
        with httpx.Client(timeout=TIMEOUT, limits=alone) as self._client:
            shown: dict[str, Any] = {}
            while not stop.is_set():
                if not self.visits or len(self.visits[-1].answered) >= LONGEST:
                    shown = self._begin()
                message = person.next(shown)
                shown = self._until_acknowledged("/messages", message)
                self.visits[-1].answered.append((message, shown))
                if len(self.visits) == 1:  # the beginning is waited for, and a pipe holds only so much
                    os.write(sys.stdout.fileno(), SIGN)

    def look(self, stop: threading.Event) -> None:
        """Look at the newest conversation now and then, whatever the database is up to."""
        dice = random.Random(self.seed + 1)
        with httpx.Client(timeout=TIMEOUT) as client:
            while not stop.wait(dice.uniform(0.2, 1.0)):
                if self.visits:
                    headers = self._headers
                    _ask(self.reads, partial(client.get, f"{self._anywhere}/conversation", headers=headers))

    def _begin(self) -> dict[str, Any]:
        begun = self._until_acknowledged("/conversations", {})
        self.visits.append(Visit(begun.pop("token"), begun))
        return begun

    def _until_acknowledged(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        while True:
            url, headers = f"{self._anywhere}{path}", self._headers
            answer = _ask(self.posts, partial(self._client.post, url, json=body, headers=headers))
            if answer is not None and answer.is_success:
                found: dict[str, Any] = answer.json()
                return found
            if answer is not None and answer.status_code != 503:
                raise RuntimeError(f"{answer.status_code}: {answer.text}")
            time.sleep(PAUSE)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.visits[-1].token}"} if self.visits else {}

    @property
    def _anywhere(self) -> str:
        return f"{self._dice.choice(self.addresses)}/api/chat"


def _ask(asked: list[Asked], ask: Callable[[], httpx.Response]) -> httpx.Response | None:
    """Ask, and note what came of it. None where the connection broke."""
    began = time.monotonic()
    try:
        answer = ask()
    except httpx.TransportError:
        answer = None
    took, status = time.monotonic() - began, answer.status_code if answer is not None else 0
    asked.append(Asked(began, took, status, answer is not None and "retry-after" in answer.headers))
    return answer


def main(number: int, seed: int, addresses: list[str]) -> None:
    """Let them talk until a line comes in, then print what each knows.

    Not until standard input ends: a worker that is forked meanwhile holds the other end of it open.
    """
    users, stop = [User(addresses, seed * 1_000 + each) for each in range(1, number + 1)], threading.Event()
    with ThreadPoolExecutor(2 * number) as pool:
        talking = [pool.submit(act, stop) for user in users for act in (user.talk, user.look)]
        sys.stdin.readline()
        stop.set()
        for each in talking:
            each.result()
    json.dump([asdict(user) for user in users], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
