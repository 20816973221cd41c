"""`kill -9` again and again under people who talk; then what they know is compared with what is stored."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.port import Dialogue
from bot.keys import Keys
from bot.store.conversations.store import Store
from bot.turn.store_check import check
from tests.conversation import SECRET, knowledge
from tests.faults.crowd import Comparison, compared, crowd
from tests.faults.nursery import nursery

WORKERS = 3
LONGEST = 0.5
"""Seconds between two kills: a new worker has begun to serve by then, on a machine that has time."""


@dataclass(frozen=True)
class Killed:
    """What came of it. `cut_off`: requests whose connection broke."""

    comparison: Comparison
    conversations: int
    cut_off: int
    refused: int
    faults: tuple[str, ...]


def kill_often(
    url: str, dialogue: Dialogue, kills: int, seed: int, say: Callable[[str], None] = lambda text: None
) -> Killed:
    """Kill one of three workers at random moments while twenty people talk."""
    chance = random.Random(seed)
    with nursery(url, dialogue, WORKERS) as workers:
        with crowd(workers.addresses, seed) as people:
            people.talks(WORKERS * 5)
            for number in range(1, kills + 1):
                time.sleep(chance.uniform(0.02, LONGEST))
                workers.kill(chance.randrange(WORKERS))
                if number % 50 == 0:
                    say(f"{number} kills")
        comparison = compared(people.visits, workers.addresses[0])
    return Killed(
        comparison,
        len(people.visits),
        sum(post.status == 0 for post in people.posts),
        sum(post.status == 503 for post in people.posts),
        whole(url),
    )


def whole(url: str) -> tuple[str, ...]:
    """What the store's own check finds."""
    store = Store(url)
    try:
        return tuple(check(store, knowledge(), Keys(SECRET)).faults)
    finally:
        store.dispose()
