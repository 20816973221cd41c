"""The one worker of a process that delivers what waits, again and again until somebody outside took it.

It looks every few seconds for what has come due, whoever left it there, and is woken for what was just put
in.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar

from sqlalchemy.orm import Session

from bot.channels.ending import end
from bot.channels.metrics import Metrics
from bot.channels.outbox.sequences import Sequences
from bot.store.database.errors import Unavailable
from bot.store.outbox.models import CLINIC, Kind
from bot.store.outbox.outbox import Due, Outbox

log = logging.getLogger(__name__)

SWEEP_SECONDS: Final = 5.0
FINISH_SECONDS: Final = 10.0
MOST_HELD_SECONDS: Final = 30.0
"""For so long at most, what need not go in order waits for another one that could not be delivered."""
BOUNDS: Final[Mapping[Kind, tuple[float, int]]] = {"alert": (3 * 86_400.0, 10_000)}
"""For how many seconds a kind is tried, and how many may wait. What a conversation holds goes with it."""
_THREADS: Final = 4
_AT_ONCE: Final = 12
_BOUND_EVERY: Final = 12
_UNAVAILABLE_SECONDS: Final = 60.0

Recipient = tuple[Kind, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Delivered:
    """It was taken. `note` writes down what came of it, in the transaction that removes it."""

    note: Callable[[Session], None] | None = None


@dataclass(frozen=True)
class Later:
    """It could not be delivered now: again in so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Dropped:
    """It can never be delivered; with `everything`, nothing at all to its recipient."""

    everything: bool = False


Result = Delivered | Later | Dropped


class Carrier(Protocol):
    """Takes one kind of delivery out of the house. `in_order`: one that waits holds up those behind it."""

    kind: Kind
    in_order: bool

    async def deliver(self, due: Due) -> Result:
        """Make a delivery, perhaps not for the first time."""

    async def close(self) -> None:
        """Nothing more will be delivered."""


class OutboxWorker:
    """Delivers by its carriers. `start` and `stop` are called on the event loop, which `wake` belongs to."""

    def __init__(
        self, outbox: Outbox, metrics: Metrics, *, alone: bool = False, sweep: float = SWEEP_SECONDS
    ) -> None:
        """`alone`: no other process works on this database, so that nothing is anybody's at the start."""
        self.metrics, self._outbox, self._alone, self._sweep = metrics, outbox, alone, sweep
        self._carriers: dict[Kind, Carrier] = {}
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="outbox")
        self._sequences = Sequences[Recipient](self._step, _AT_ONCE)
        self._held: dict[Recipient, float] = {}
        self._unnoted: dict[tuple[int, str], Result] = {}
        """What was delivered when that could not be stored: it is not delivered again."""
        self._sweeping: asyncio.Task[None] | None = None
        metrics.watch(self._waiting)

    def carry(self, carrier: Carrier) -> None:
        """Deliver this kind too. Call it before the start."""
        self._carriers[carrier.kind] = carrier

    def wake(self, kind: Kind, recipient: str) -> None:
        """There may be something to deliver."""
        if kind in self._carriers:
            self._sequences.wake((kind, recipient))

    def tell_clinic(self) -> None:
        """There may be an alert to tell."""
        self.wake("alert", CLINIC)

    async def delivery_ended(self, kind: Kind, recipient: str, seconds: float) -> None:
        """Wait for the end of the delivery that is being made to a recipient, but for so long at most."""
        await self._sequences.step_ended((kind, recipient), seconds)

    async def start(self) -> None:
        """Begin to deliver. Waits for nobody outside."""
        self._sweeping = asyncio.get_running_loop().create_task(self._sweep_on())

    async def stop(self) -> None:
        """Finish what has begun. What is left waits in the store."""
        if self._sweeping is not None:
            await end([self._sweeping])
        await self._sequences.close(FINISH_SECONDS)
        for carrier in self._carriers.values():
            await carrier.close()
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def _sweep_on(self) -> None:
        """Find what waits: after a start, after a failure, and what another process left behind."""
        rounds, free = 0, not self._alone
        while True:
            try:
                if not free:
                    await self._stored(self._outbox.free_all)
                    free = True
                if rounds % _BOUND_EVERY == 0:
                    await self._bound()
                for recipient in await self._stored(self._outbox.recipients):
                    self.wake(*recipient)
                rounds += 1
            except Unavailable:
                log.warning("what waits to be delivered could not be read")
            await asyncio.sleep(self._sweep)

    async def _bound(self) -> None:
        for kind, (seconds, most) in BOUNDS.items():
            self._given_up(kind, await self._stored(partial(self._outbox.give_up, kind, seconds, most)))

    async def _step(self, recipient: Recipient) -> float | None:
        """Make the next delivery to a recipient; in how many seconds to come again."""
        wait = self._held.pop(recipient, 0.0) - time.monotonic()
        if wait > 0:
            self._held[recipient] = time.monotonic() + wait
            return wait
        carrier = self._carriers[recipient[0]]
        due = await self._stored(partial(self._outbox.take, *recipient, in_order=carrier.in_order))
        if due is None:
            return None
        result = self._unnoted.get((due.id, due.payload)) or await carrier.deliver(due)
        try:
            return await self._note(due, result)
        except Unavailable:
            return _UNAVAILABLE_SECONDS  # it waits until its lease has ended

    async def _note(self, due: Due, result: Result) -> float:
        if isinstance(result, Later):
            self._held[due.kind, due.recipient] = time.monotonic() + min(result.seconds, MOST_HELD_SECONDS)
            await self._stored(partial(self._outbox.again, due, result.seconds))
            return min(result.seconds, MOST_HELD_SECONDS)
        self._unnoted[due.id, due.payload] = result
        if isinstance(result, Delivered):
            await self._stored(partial(self._outbox.delivered, due, result.note))
        elif result.everything:
            self._given_up(
                due.kind, await self._stored(partial(self._outbox.drop_all, due.kind, due.recipient))
            )
        else:
            await self._stored(partial(self._outbox.delivered, due))
            self._given_up(due.kind, 1)
        del self._unnoted[due.id, due.payload]
        return 0.0

    def _given_up(self, kind: Kind, number: int) -> None:
        if number:
            log.error("given up: it could not be delivered", extra={"kind": kind, "number": number})
            self.metrics.given_up.labels(kind).inc(number)

    def _waiting(self) -> dict[str, int]:
        counts = self._outbox.waiting()
        return {f"{kind}_deliveries": counts.get(kind, 0) for kind in self._carriers}

    async def _stored(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
