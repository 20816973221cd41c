"""How much one conversation and one address may ask of the service.

Counted in this process. With several, each allows an address as much; the turns of one conversation
are counted in the store too, for all of them. What was refused, and what failed for our own reasons,
does not count.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from bot.channels.web.problems import Problem
from bot.settings import Settings

MINUTE: Final = 60.0
HOUR: Final = 3600.0
_MOST_STAMPS: Final = 200_000
"""Events that one window remembers; beyond them the keys longest unused are forgotten."""

Clock = Callable[[], float]


class Window:
    """At most `limit` events of one key in any `seconds`; a limit of 0 means no limit.

    Memory is bounded: keys without recent events are dropped, and, when there are still too many
    events, the keys that were longest unused.
    """

    def __init__(self, limit: int, seconds: float, clock: Clock = time.monotonic) -> None:
        self.limit, self.seconds = limit, seconds
        self._clock = clock
        self._stamps: OrderedDict[str, deque[float]] = OrderedDict()
        self._total = 0

    def wait(self, key: str) -> float:
        """The seconds until the key has room; 0 if it has."""
        stamps = self._stamps.get(key)
        if not self.limit or not stamps:
            return 0.0
        self._drop_old(stamps)
        return stamps[0] + self.seconds - self._clock() if len(stamps) >= self.limit else 0.0

    def take(self, key: str) -> None:
        """Count one event."""
        if not self.limit:
            return
        self._stamps.setdefault(key, deque()).append(self._clock())
        self._stamps.move_to_end(key)
        self._total += 1
        self._tidy()

    def give_back(self, key: str) -> None:
        """Uncount the newest event."""
        stamps = self._stamps.get(key)
        if stamps:
            stamps.pop()
            self._total -= 1

    def _drop_old(self, stamps: deque[float]) -> None:
        oldest = self._clock() - self.seconds
        while stamps and stamps[0] <= oldest:
            stamps.popleft()
            self._total -= 1

    def _tidy(self) -> None:
        # `take` moves a key to the end: the first one is always the one longest unused.
        oldest = self._clock() - self.seconds
        while self._stamps:
            key, stamps = next(iter(self._stamps.items()))
            if stamps and stamps[-1] > oldest and self._total <= _MOST_STAMPS:
                return
            self._total -= len(stamps)
            del self._stamps[key]


class RateLimits:
    """The limits of the visitor API and of booking references."""

    def __init__(self, settings: Settings, clock: Clock = time.monotonic) -> None:
        self._conversation = Window(settings.rate_limit, MINUTE, clock)
        self._address = Window(settings.address_rate_limit, MINUTE, clock)
        self._begun = Window(settings.new_conversations_per_hour, HOUR, clock)
        self._other = Window(settings.address_rate_limit, MINUTE, clock)

    @contextmanager
    def turn(self, conversation: str, address: str) -> Iterator[None]:
        """Count a turn, or refuse it."""
        with _counted("too_fast", (self._conversation, conversation), (self._address, address)):
            yield

    @contextmanager
    def begin(self, address: str) -> Iterator[None]:
        """Count a new conversation, or refuse it."""
        with _counted("too_many_conversations", (self._begun, address)):
            yield

    @contextmanager
    def call(self, address: str) -> Iterator[None]:
        """Count a call that is no turn, or refuse it: a look, an opened reference, a call without a token.

        Apart from turns, so that nobody who has no token keeps others of the same address from talking.
        """
        with _counted("too_many_calls", (self._other, address)):
            yield


@contextmanager
def _counted(key: str, *counts: tuple[Window, str]) -> Iterator[None]:
    wait = max(window.wait(name) for window, name in counts)
    if wait > 0:
        raise Problem(key, retry_after=wait)
    for window, name in counts:
        window.take(name)
    try:
        yield
    except Problem as problem:
        if problem.status == 503:
            for window, name in counts:
                window.give_back(name)
        raise
