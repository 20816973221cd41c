"""Ends tasks for good: a cancellation can get lost on its way, as in `asyncio.wait_for` of Python 3.10."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any, Final

AGAIN_SECONDS: Final = 1.0
"""After so long a task that still runs is cancelled once more."""


async def end(tasks: Iterable[asyncio.Task[Any]], again: float = AGAIN_SECONDS) -> None:
    """Cancel the tasks until each has ended. What they raise is not raised here."""
    running = {task for task in tasks if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=again)
