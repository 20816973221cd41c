"""Tells the clinic's own address that a red flag was reported: which conversation, which flag, no text."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import httpx

from bot.domain.messages import Reply

log = logging.getLogger(__name__)

PAUSES: Final = (1.0, 5.0, 30.0)
"""Seconds between one attempt and the next; after the last one the alert is given up and logged."""
_MOST_PENDING: Final = 100
_MOST_REMEMBERED: Final = 10_000
_QUIET_SECONDS: Final = 600.0
_TIMEOUT: Final = 5.0
_TOPIC: Final = "emergency:"


class Alerts:
    """Posts alerts in the background. Nothing that happens to them disturbs a turn."""

    def __init__(self, url: str | None, pauses: Sequence[float] = PAUSES) -> None:
        self._url, self._pauses = url, pauses
        self._pending: set[asyncio.Task[None]] = set()
        self._told: OrderedDict[tuple[str, str], float] = OrderedDict()

    def notice(self, conversation: str, reply: Reply) -> None:
        """Send what a reply says about red flags: each one once, unless it is reported again much later."""
        named = {
            topic[len(_TOPIC) :]
            for message in reply.messages
            if (topic := message.topic or "").startswith(_TOPIC)
        }
        if not self._url or not named:
            return
        for flag in reply.screening.red_flags:
            key = (conversation, flag)
            if (flag in named or key not in self._told) and self._is_new(key):
                self._begin(self._url, conversation, flag)

    def _is_new(self, key: tuple[str, str]) -> bool:
        now = time.monotonic()
        if now - self._told.get(key, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return False
        self._told[key] = now
        self._told.move_to_end(key)
        while len(self._told) > _MOST_REMEMBERED:
            self._told.popitem(last=False)
        return True

    def _begin(self, url: str, conversation: str, flag: str) -> None:
        if len(self._pending) >= _MOST_PENDING:
            log.error("alert dropped: too many are waiting", extra={"conversation": conversation})
            return
        task = asyncio.get_running_loop().create_task(self._send(url, conversation, flag))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def _send(self, url: str, conversation: str, flag: str) -> None:
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            for pause in (*self._pauses, None):
                try:
                    answer = await client.post(url, json={"conversation": conversation, "flag": flag})
                    if answer.is_success:
                        return
                except httpx.HTTPError:
                    pass  # the next attempt, or the log line below, is the answer to it
                if pause is not None:
                    await asyncio.sleep(pause)
        log.error("alert not delivered", extra={"conversation": conversation})

    async def close(self, seconds: float = 2.0) -> None:
        """Give what is under way a little time, then stop."""
        if self._pending:
            await asyncio.wait(self._pending, timeout=seconds)
        for task in tuple(self._pending):
            task.cancel()
