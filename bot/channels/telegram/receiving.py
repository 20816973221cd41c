"""Stores updates before they are confirmed to Telegram."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any, Final, TypeVar

from bot.channels.telegram.advice import Advice
from bot.channels.telegram.api import Api
from bot.channels.telegram.incoming import IncomingUpdate, for_keeping, number_of, read
from bot.channels.telegram.secrecy import Secrecy
from bot.store.database.errors import Refused, Unavailable
from bot.store.telegram.inbox import Arrival, Inbox

log = logging.getLogger(__name__)

T = TypeVar("T")
_MOST_REMEMBERED: Final = 10_000
_TOLD_AT_ONCE: Final = ("text", "edit", "tap")


class Receiver:
    """Takes updates in. `wake` is told which chats have something to handle."""

    def __init__(
        self,
        api: Api,
        inbox: Inbox,
        secrecy: Secrecy,
        advice: Advice,
        threads: Executor,
        *,
        wake: Callable[[str], None],
    ) -> None:
        self._api, self._inbox, self._secrecy, self._advice = api, inbox, secrecy, advice
        self._threads, self._wake = threads, wake
        self._told: OrderedDict[int, None] = OrderedDict()
        self._fresh: OrderedDict[int, tuple[str, IncomingUpdate]] = OrderedDict()
        """What came in and is not handled yet: to be told when the store fails in between."""
        self._under_way: set[asyncio.Task[None]] = set()

    async def receive(self, raws: Sequence[Any]) -> bool:
        """Store these updates; whether they may be confirmed."""
        updates = [(number, raw, read(raw)) for raw in raws if (number := number_of(raw)) is not None]
        arrivals = [self._arrival(number, raw, incoming) for number, raw, incoming in updates]
        try:
            new = await self._in_thread(partial(self._inbox.add, arrivals))
        except (Unavailable, Refused) as error:
            log.warning("updates were not stored", extra={"kind": type(error).__name__})
            for number, _, incoming in updates:
                await self.tell_not_stored(number, incoming)
            return False
        for arrival, (number, _, incoming) in zip(arrivals, updates, strict=True):
            if number in new and incoming.query:
                self.begin(self._api.stop_waiting(incoming.query))
            if number in new and arrival.chat:
                _remember(self._fresh, number, (arrival.chat, incoming))
                self._wake(arrival.chat)
        return True

    def begin(self, courtesy: Coroutine[Any, Any, None]) -> None:
        """Do a small thing that nobody waits for."""
        task = asyncio.get_running_loop().create_task(courtesy)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        for task in tuple(self._under_way):
            task.cancel()

    def _arrival(self, number: int, raw: Any, incoming: IncomingUpdate) -> Arrival:
        if not incoming.chat or incoming.kind == "other":
            return Arrival(number, None, None)
        sealed = self._secrecy.seal(for_keeping(raw, incoming))
        name, *former = self._secrecy.names(incoming.chat)
        return Arrival(number, name, sealed, former)

    def forget(self, number: int) -> None:
        """The update is done."""
        self._fresh.pop(number, None)

    async def tell_waiting(self, chat: str) -> None:
        """The store fails just now: whoever waits in this chat is told."""
        waiting = [(number, incoming) for number, (name, incoming) in self._fresh.items() if name == chat]
        for number, incoming in waiting:
            await self.tell_not_stored(number, incoming)

    async def tell_not_stored(self, number: int, incoming: IncomingUpdate) -> None:
        """That it waits, and the advice for an emergency. Once for each update."""
        if incoming.kind not in _TOLD_AT_ONCE or number in self._told:
            return
        _remember(self._told, number, None)
        text = await self._in_thread(partial(self._advice.refusal, incoming, "not_stored"))
        self.begin(self._api.tell(incoming.chat, text))

    async def _in_thread(self, call: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)


def _remember(kept: OrderedDict[int, T], number: int, value: T) -> None:
    """Keep it; of very many, the newest."""
    kept[number] = value
    while len(kept) > _MOST_REMEMBERED:
        kept.popitem(last=False)
