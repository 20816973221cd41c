"""Tasks are ended for good, though one of them loses its first cancellation."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.channels.ending import end


async def stubborn() -> None:
    with suppress(asyncio.CancelledError):
        await asyncio.sleep(60)
    await asyncio.sleep(60)


def test_a_task_that_loses_its_cancellation_is_cancelled_again() -> None:
    async def both() -> bool:
        task = asyncio.get_running_loop().create_task(stubborn())
        await asyncio.sleep(0)
        await asyncio.wait_for(end([task], again=0.01), 5)
        return task.cancelled()

    assert asyncio.run(both())


def test_what_ended_before_is_left_alone() -> None:
    async def nothing() -> None:
        await end([])

    asyncio.run(nothing())
