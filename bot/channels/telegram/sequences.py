"""UnitOfWork that is done in order for each key, and side by side for different ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from bot.channels.web.logs import described

log = logging.getLogger(__name__)

_FAULT_SECONDS: Final = 5.0
Step = Callable[[str], Awaitable[float | None]]


class Sequences:
    """One lane a key; `places` steps at a time, and whoever waits longest is next.

    A step does one piece of work and tells after how many seconds to look again: 0 at once, None
    when there is nothing to do. A lane that has much to do gives its place up after each step.
    """

    def __init__(self, step: Step, places: int) -> None:
        self._step, self._places = step, asyncio.Semaphore(places)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._steps: dict[str, asyncio.Event] = {}
        self._again: set[str] = set()
        self._closed = False

    def wake(self, key: str) -> None:
        """There may be something to do for this key."""
        if self._closed:
            return
        if key in self._lanes:
            self._again.add(key)
        else:
            self._lanes[key] = asyncio.get_running_loop().create_task(self._run(key))

    async def step_ended(self, key: str, seconds: float) -> None:
        """Wait for the end of the step that this key's lane is at, if it is at one, but not for longer."""
        if step := self._steps.get(key):
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(step.wait(), seconds)

    async def close(self, seconds: float) -> None:
        """Begin nothing more, and let what runs finish for a little while."""
        self._closed = True
        if self._lanes:
            await asyncio.wait(tuple(self._lanes.values()), timeout=seconds)
        for lane in tuple(self._lanes.values()):
            lane.cancel()

    async def _run(self, key: str) -> None:
        wait: float | None = 0.0
        while not self._closed and (wait == 0.0 or key in self._again):
            self._again.discard(key)
            async with self._places:
                wait = await self._guarded(key)
            if wait:
                asyncio.get_running_loop().call_later(wait, self.wake, key)
        del self._lanes[key]

    async def _guarded(self, key: str) -> float | None:
        step = self._steps[key] = asyncio.Event()
        try:
            return await self._step(key)
        except Exception as error:  # noqa: BLE001  one chat's fault is no other's; it is tried again
            log.error("a step failed", extra={"error": described(error)})
            return _FAULT_SECONDS
        finally:
            del self._steps[key]
            step.set()
