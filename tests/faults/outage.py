"""Something breaks under people who talk, is mended, and what they saw of it meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import uuid4

import httpx

from bot.dialogue.port import Dialogue
from tests.faults.crowd import Comparison, compared, crowd
from tests.faults.every_call import DANGER
from tests.faults.kills import whole
from tests.faults.nursery import Nursery, nursery
from tests.machine import answers, until

LONGEST_ANSWER = 3.0
SETTLES = 0.5
"""Seconds after the break that are not looked at: what was under way may still be stored."""

ENOUGH = 5
"""Messages of each that are acknowledged before and after."""

RECOVERS = 30.0


@dataclass(frozen=True)
class Outage:
    """What people saw. All but `advised` is about the time of the outage."""

    comparison: Comparison
    refused: int
    stored: int
    other_answers: int
    without_retry_after: int
    slowest: float
    """Seconds of the slowest refusal."""
    reads: int
    reads_refused: int
    slowest_read: float
    advised: bool
    """A red flag was answered with the emergency advice meanwhile."""
    recovered: float
    """Seconds from the mending to the first answer."""
    faults: tuple[str, ...]

    @property
    def refused_well(self) -> bool:
        return self.refused > 0 and not self.other_answers and not self.without_retry_after and self.advised

    @property
    def whole(self) -> bool:
        return self.comparison.clean and not self.faults


def live_through(
    url: str,
    dialogue: Dialogue,
    broken: Callable[[Nursery], AbstractContextManager[object]],
    seconds: float,
    people: int = 10,
    before: Callable[[], None] = lambda: None,
) -> Outage:
    """Let people talk before, during and after; `broken` breaks it on entering and mends it on leaving."""
    with nursery(url, dialogue, before=before) as workers:
        address = workers.addresses[0]
        until(lambda: answers(address), 60, "the worker serves")
        with httpx.Client(base_url=f"{address}/api/chat", timeout=30) as client:
            begun = client.post("/conversations").json()
            client.headers["Authorization"] = f"Bearer {begun['token']}"
            with crowd(workers.addresses, number=people) as talking:
                talking.talks(people * ENOUGH)
                with broken(workers):
                    began = time.monotonic()
                    time.sleep(seconds / 2)
                    danger = _danger(client)
                    time.sleep(max(0.0, began + seconds - time.monotonic()))
                    ended = time.monotonic()
                mended = time.monotonic()
                until(lambda: _danger(client).status_code == 200, RECOVERS, "it answers again")
                recovered = time.monotonic() - mended
                talking.talks(people * ENOUGH)
        comparison = compared(talking.visits, address)
    during = [
        post for post in talking.posts if began + SETTLES < post.began and post.began + post.took < ended
    ]
    reads = [
        read for read in talking.reads if began + SETTLES < read.began and read.began + read.took < ended
    ]
    refused = [post for post in during if post.status == 503]
    return Outage(
        comparison,
        refused=len(refused),
        stored=sum(post.status in (200, 201) for post in during),
        other_answers=sum(post.status not in (200, 201, 503) for post in during),
        without_retry_after=sum(not post.retry_after for post in refused),
        slowest=max((post.took for post in refused), default=0.0),
        reads=len(reads),
        reads_refused=sum(read.status != 200 for read in reads),
        slowest_read=max((read.took for read in reads), default=0.0),
        advised="emergency" in danger.text,
        recovered=recovered,
        faults=whole(url),
    )


def _danger(client: httpx.Client) -> httpx.Response:
    return client.post("/messages", json={"id": str(uuid4()), "text": DANGER})
