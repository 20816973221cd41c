"""Long polling: one process asks Telegram for updates, and confirms those that are stored."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.channels.outbox.sequences import pause
from bot.channels.telegram.api import Api, described_kind, seconds_of
from bot.channels.telegram.incoming import number_of
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.sending import PAUSES

log = logging.getLogger(__name__)

POLL_SECONDS: Final = 25
_QUIET_SECONDS: Final = 24 * 3600.0
_TURN_SECONDS: Final = 3.0
"""So often a process that does not poll looks whether it is its turn."""


class Poller:
    """Asks again and again while it is this process's turn. Nothing that goes wrong outside ends it.

    `is_ours` tells whether it is: asked before each round, for the turn can be lost with the database.
    """

    def __init__(
        self,
        api: Api,
        receiver: Receiver,
        is_ours: Callable[[], Awaitable[bool]],
        seconds: int = POLL_SECONDS,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._api, self._receiver, self._is_ours = api, receiver, is_ours
        self._seconds, self._pauses = seconds, pauses

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            if await self._is_ours():
                await self._poll()
            await asyncio.sleep(_TURN_SECONDS)

    async def _poll(self) -> None:
        """As long as it is our turn."""
        offset: int | None = None
        failures, newest = 0, time.monotonic()
        while await self._is_ours():
            if time.monotonic() - newest > _QUIET_SECONDS:
                offset = None  # after a quiet week Telegram counts from anywhere, lower too
            try:
                updates = await self._api.updates(offset, self._seconds)
                stored = await self._receiver.receive(updates)
            except TelegramError as error:
                failures += 1
                await asyncio.sleep(self._wait(error, failures))
                continue
            failures = 0 if stored else failures + 1
            newest = time.monotonic() if updates else newest
            if stored:
                offset = _after(updates, offset)
            else:
                await asyncio.sleep(pause(failures, self._pauses))

    def _wait(self, error: TelegramError, failures: int) -> float:
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        if isinstance(error, TimedOut):
            return self._pauses[0]
        level = logging.ERROR if isinstance(error, Conflict | InvalidToken) else logging.WARNING
        log.log(level, "no updates could be fetched", extra=described_kind(error))
        return pause(failures, self._pauses)


def _after(updates: Sequence[Any], offset: int | None) -> int | None:
    numbers = [number for update in updates if (number := number_of(update)) is not None]
    return max(numbers) + 1 if numbers else offset
