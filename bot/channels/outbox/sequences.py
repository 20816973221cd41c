"""Work that is done in order for each key, and side by side for different ones."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import suppress
from typing import Final, Generic, TypeVar

from bot.channels.web.logs import described

log = logging.getLogger(__name__)

_FAULT_SECONDS: Final = 5.0
Key = TypeVar("Key", bound=Hashable)


def pause(attempts: int, pauses: Sequence[float]) -> float:
    """How long to wait after so many attempts."""
    return pauses[min(attempts, len(pauses)) - 1]


class Sequences(Generic[Key]):
    """One sequence a key; `places` steps at a time, and whoever waits longest is next.

    A step does one piece of work and tells after how many seconds to look again: 0 at once, None
    when there is nothing to do. A sequence that has much to do gives its place up after each step.
    """

    def __init__(self, step: Callable[[Key], Awaitable[float | None]], places: int) -> None:
        self._step, self._places = step, asyncio.Semaphore(places)
        self._running: dict[Key, asyncio.Task[None]] = {}
        self._steps: dict[Key, asyncio.Event] = {}
        self._again: set[Key] = set()
        self._closed = False

    def wake(self, key: Key) -> None:
        """There may be something to do for this key."""
        if self._closed:
            return
        if key in self._running:
            self._again.add(key)
        else:
            self._running[key] = asyncio.get_running_loop().create_task(self._run(key))

    async def step_ended(self, key: Key, seconds: float) -> None:
        """Wait for the end of the step that this key is at, if it is at one, but not for longer."""
        if step := self._steps.get(key):
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(step.wait(), seconds)

    async def close(self, seconds: float) -> None:
        """Begin nothing more, and let what runs finish for a little while."""
        self._closed = True
        if self._running:
            await asyncio.wait(tuple(self._running.values()), timeout=seconds)
        for running in tuple(self._running.values()):
            running.cancel()

    async def _run(self, key: Key) -> None:
        wait: float | None = 0.0
        while not self._closed and (wait == 0.0 or key in self._again):
            self._again.discard(key)
            async with self._places:
                wait = await self._guarded(key)
            if wait:
                asyncio.get_running_loop().call_later(wait, self.wake, key)
        del self._running[key]

    async def _guarded(self, key: Key) -> float | None:
        step = self._steps[key] = asyncio.Event()
        try:
            return await self._step(key)
        except Exception as error:  # noqa: BLE001  one key's fault is no other's; it is tried again
            log.error("a step failed", extra={"error": described(error)})
            return _FAULT_SECONDS
        finally:
            del self._steps[key]
            step.set()
