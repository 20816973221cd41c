"""Threads for what blocks, in pools of their own: reads and advice never wait for turns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

from bot.store.database.deadline import start_deadline

TURN_THREADS: Final = 10
"""As many as the store takes writers (`WRITERS`)."""
READ_THREADS: Final = 4
ADVICE_THREADS: Final = 2
START_SECONDS: Final = 2.5
"""What has not begun by then is withdrawn and refused: nothing of it happens."""
FINISH_SECONDS: Final = 10.0
"""What has not come back by then is refused but runs on: the same message sent again finds its replies."""

T = TypeVar("T")


class Busy(Exception):
    """The call could not be begun, or has not come back, in time."""


class Pool:
    """A limited number of threads; a call that does not get one in time is withdrawn."""

    def __init__(
        self, name: str, threads: int, start: float = START_SECONDS, finish: float = FINISH_SECONDS
    ) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._start, self._finish = start, finish

    async def run(self, call: Callable[[], T]) -> T:
        """Run a blocking call. Raises Busy; a call that had not begun is then never made."""
        context = copy_context()  # its log lines name the request too
        context.run(start_deadline, time.monotonic())
        job: Future[T] = self._executor.submit(context.run, call)
        result = asyncio.wrap_future(job)
        result.add_done_callback(_look_at)
        done, _ = await asyncio.wait({result}, timeout=self._start)
        if not done and not job.cancel():  # it runs already, and cannot be withdrawn any more
            done, _ = await asyncio.wait({result}, timeout=self._finish - self._start)
        if not done:
            raise Busy
        return result.result()

    def close(self) -> None:
        """Let what runs finish and begin nothing more."""
        self._executor.shutdown(wait=True, cancel_futures=True)


class Workers:
    """The pools of the service: turns and other writes, reads, and the reading of red flags."""

    def __init__(self) -> None:
        self.turns = Pool("turn", TURN_THREADS)
        self.reads = Pool("read", READ_THREADS)
        self.advice = Pool("advice", ADVICE_THREADS)

    def close(self) -> None:
        for pool in (self.turns, self.reads, self.advice):
            pool.close()


def _look_at(result: asyncio.Future[T]) -> None:
    """Take note of an error that comes too late for anyone, else asyncio prints it with its message."""
    if not result.cancelled():
        result.exception()
