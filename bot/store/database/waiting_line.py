"""First come, first served: who may open a transaction next."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from bot.store.database.errors import Unavailable


class WaitingLine:
    """Lets so many threads of this process through at a time, in the order in which they came.

    SQLite's own waiting sleeps and tries again, so that with many writers the lock often lies idle,
    and neither it nor a connection pool keeps an order: under load some would wait in vain.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._queue: deque[Lock] = deque()
        self._change = Lock()

    @contextmanager
    def passed(self, wait: float) -> Iterator[float]:
        """Wait for a place, `wait` seconds at most; gives the seconds left of them. Raises Unavailable."""
        deadline = time.monotonic() + wait
        self._enter(wait)
        try:
            yield max(0.0, deadline - time.monotonic())
        finally:
            self._leave()

    def _enter(self, wait: float) -> None:
        with self._change:
            if self._free:
                self._free -= 1
                return
            called = Lock()
            called.acquire()
            self._queue.append(called)
        if called.acquire(timeout=wait):
            return
        with self._change:
            # Whoever is no longer in the queue was called in the very moment of giving up, and has the place.
            if called in self._queue:
                self._queue.remove(called)
                raise Unavailable("the database was busy for too long")

    def _leave(self) -> None:
        with self._change:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1
