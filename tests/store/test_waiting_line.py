"""First come, first served, and nobody waits longer than allowed."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store.database.errors import Unavailable
from bot.store.database.waiting_line import WaitingLine


def test_it_gives_what_is_left_of_the_wait() -> None:
    with WaitingLine(1).passed(2) as left:
        assert 1.9 < left <= 2


def test_as_many_pass_as_there_are_places() -> None:
    line = WaitingLine(2)
    with line.passed(1), line.passed(1), pytest.raises(Unavailable), line.passed(0.05):
        pass
    with line.passed(0), line.passed(0):
        pass


def test_those_who_wait_pass_in_their_order() -> None:
    line = WaitingLine(1)
    passed: list[int] = []

    def through(number: int) -> None:
        with line.passed(10):
            passed.append(number)

    with ThreadPoolExecutor(20) as pool, line.passed(1):
        for number in range(20):
            pool.submit(through, number)
            while len(line._queue) <= number:
                time.sleep(0.001)
    assert passed == list(range(20))


def test_giving_up_loses_no_place() -> None:
    """Many give up at the moment when they are called."""
    line = WaitingLine(1)
    inside = threading.Lock()

    def hurry(_: int) -> None:
        for _ in range(50):
            try:
                with line.passed(0.0005):
                    assert inside.acquire(blocking=False), "two at once"
                    time.sleep(0.0005)
                    inside.release()
            except Unavailable:
                pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(hurry, range(8)))
    with line.passed(0):
        pass
