"""Sends letters in their order, again and again until Telegram took them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Final, TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.api import Api, described_kind, seconds_of
from bot.channels.telegram.outgoing import from_json
from bot.channels.telegram.secrecy import Secrecy, Unreadable
from bot.store.database.errors import Unavailable
from bot.store.telegram.outbox import Due, Outbox

log = logging.getLogger(__name__)

PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds before the second attempt, the third, and so on; the last one for all that follow."""
T = TypeVar("T")


def pause(attempts: int, pauses: Sequence[float]) -> float:
    """How long to wait after so many attempts."""
    return pauses[min(attempts, len(pauses)) - 1]


class Sender:
    """The step of a lane that sends."""

    def __init__(
        self, api: Api, outbox: Outbox, secrecy: Secrecy, threads: Executor, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._api, self._outbox, self._secrecy = api, outbox, secrecy
        self._threads, self._pauses = threads, pauses
        self._unnoted: dict[str, int | None] = {}
        """Letters that were sent when that could not be stored: they are not sent again."""

    async def step(self, chat: str) -> float | None:
        """Send the chat's next letter; in how many seconds to come again."""
        due = await self._stored(partial(self._outbox.take, chat))
        if due is None:
            return None
        try:
            if due.sealed in self._unnoted:
                return await self._sent(due, self._unnoted[due.sealed])
            return await self._send(due)
        except Unavailable:
            return self._pauses[-1]  # it waits until its lease has ended

    async def _send(self, due: Due) -> float:
        try:
            message_id = await self._api.deliver(from_json(self._secrecy.open(due.sealed)))
        except RetryAfter as error:
            return await self._later(due, 0.1 + seconds_of(error))
        except Forbidden:
            await self._stored(partial(self._outbox.drop_all, due.chat))  # the person blocked the bot
            return 0.0
        except (BadRequest, ChatMigrated, Unreadable) as error:
            log.error("a letter was dropped", extra={"kind": type(error).__name__})
            return await self._sent(due, None)
        except TelegramError as error:
            level = logging.ERROR if isinstance(error, InvalidToken) else logging.WARNING
            log.log(level, "a letter was not sent", extra=described_kind(error))
            return await self._later(due, pause(due.attempts, self._pauses))
        return await self._sent(due, message_id)

    async def _sent(self, due: Due, message_id: int | None) -> float:
        self._unnoted[due.sealed] = message_id
        await self._stored(partial(self._outbox.sent, due, message_id))
        del self._unnoted[due.sealed]
        return 0.0

    async def _later(self, due: Due, seconds: float) -> float:
        await self._stored(partial(self._outbox.again, due, seconds))
        return seconds

    async def _stored(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
