"""One process killed and every one restarted, under load."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import Final

from benchmarks.cluster.processes import Process
from benchmarks.cluster.visitors import Load, Tally
from tests.machine import until

TURNS_BETWEEN: Final = 100
_ENDS: Final = 120.0


@dataclass(frozen=True)
class Trouble:
    """What was done under load, and what the visitors saw of it."""

    what: str
    tally: Tally
    seconds: float


def under_load(address: str, visitors: int, what: str, act: Callable[[Load], None]) -> Trouble:
    """Act while visitors screen; they end what they have begun."""
    load = Load(address, visitors)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(load.run())
        except BaseException as error:
            failed.append(error)
            raise

    thread, began = Thread(target=run), time.monotonic()
    thread.start()
    try:
        more_turns(load)
        act(load)
        more_turns(load)
    finally:
        load.stop()
        thread.join(_ENDS)
    if failed:
        raise failed[0]
    assert not thread.is_alive(), "the visitors did not come to an end"
    return Trouble(what, load.tally, time.monotonic() - began)


def more_turns(load: Load) -> None:
    """Return when some more turns were acknowledged."""
    before = load.tally.turns
    until(lambda: load.tally.turns >= before + TURNS_BETWEEN, _ENDS, "turns are acknowledged")


def killed(process: Process) -> Callable[[Load], None]:
    """Kill it in the middle of its turns; later it comes back."""

    def act(load: Load) -> None:
        process.kill()
        more_turns(load)
        process.start()
        process.wait_ready()

    return act


def restarted(processes: Sequence[Process]) -> Callable[[Load], None]:
    """One after the other: told to end, and the next one only when it is back."""

    def act(load: Load) -> None:
        for process in processes:
            process.leave()
            process.start()
            process.wait_ready()
            more_turns(load)

    return act
