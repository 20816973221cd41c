"""When a turn began to wait: the store may wait only for what is left until its deadline."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Final

LEAST: Final = 0.3
"""Seconds that a transaction waits in any case; a busy moment is mostly over by then."""

_asked: ContextVar[float] = ContextVar("asked")


def start_deadline(moment: float) -> None:
    """Whoever asks for what runs in this context has been waiting since then (`time.monotonic`)."""
    _asked.set(moment)


def time_left(wait: float) -> float:
    """What is left of `wait` seconds since somebody began to wait; all of it where nobody did."""
    asked = _asked.get(None)
    return wait if asked is None else max(LEAST, asked + wait - time.monotonic())
