"""UnitOfWork that is shared out among forked processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar, cast

T = TypeVar("T")
PROCESSES = max(2, os.cpu_count() or 2)


def shared(work: Callable[[int], T], processes: int = PROCESSES) -> list[T]:
    """`work(number)` in each of so many processes; what each came to."""
    global _work  # noqa: PLW0603  a forked process has it without its being packed
    _work = work
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=fork) as pool:
        return cast(list[T], list(pool.map(_do, range(processes))))


_work: Callable[[int], object]


def _do(number: int) -> object:
    return _work(number)
