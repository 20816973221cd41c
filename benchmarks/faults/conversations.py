"""Random conversations, and an independent oracle asked after every step whether a link may be there."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

from benchmarks.faults.row import Line, Say, rasa
from benchmarks.faults.shares import PROCESSES, shared
from bot.dialogue.port import Dialogue
from tests.conversation import knowledge
from tests.conversations.stroll import Strolled, stroll
from tests.fake_dialogue import FakeDialogue
from tests.memory_store import in_memory

AT_ONCE = 100
"""Conversations after which the memory is emptied."""

PLAIN, WITH_RASA = 100_000, 3_000
SECONDS = 60.0 * float(os.environ.get("MINUTES", "40"))
"""Longer than this nobody waits; what was reached by then is told."""


def plain(say: Say) -> list[Line]:
    """The rules and the turn, by plain rules instead of Rasa."""
    return [_line("turn, plain rules in place of Rasa", FakeDialogue(knowledge()), PLAIN, say)]


def with_rasa(say: Say) -> list[Line]:
    """The whole."""
    return [_line("turn and Rasa", rasa(), WITH_RASA, say)]


def _line(what: str, dialogue: Dialogue, wanted: int, say: Say) -> Line:
    deadline, each = time.monotonic() + SECONDS, -(-wanted // PROCESSES)
    seed = random.SystemRandom().randrange(10**9)
    found, wrong = Strolled(), []
    for done, fault in shared(lambda number: _walked(dialogue, seed + number, each, deadline, say)):
        found.add(done)
        wrong += [fault] if fault else []
    for fault in wrong:
        say(fault)
    enough = found.conversations >= wanted
    return Line(
        f"random conversations against an independent oracle: {what} (in memory, seed {seed})",
        f"{wanted:,} conversations, 0 links not due",
        f"{found.conversations:,} conversations, {found.messages:,} messages, {found.steps:,} steps; "
        f"{found.links:,} had a link that was due; {len(wrong)} in which the oracle disagreed",
        enough and not wrong,
        ""
        if enough
        else f"{SECONDS / 60:.0f} minutes were over, on a machine with load {os.getloadavg()[0]:.0f}",
    )


def _walked(
    dialogue: Dialogue, seed: int, number: int, deadline: float, say: Callable[[str], None]
) -> tuple[Strolled, str]:
    """Some of the conversations; the first that goes wrong ends them."""
    done, dice = Strolled(), random.Random(seed)
    while done.conversations < number and time.monotonic() < deadline:
        try:
            with in_memory(dialogue) as home:
                done.add(stroll(home, dice, min(AT_ONCE, number - done.conversations)))
        except AssertionError as wrong:
            return done, str(wrong)
        if done.conversations % 5_000 == 0 or number < 5_000:
            say(f"{done.conversations:,} conversations of {number:,}")
    return done, ""
