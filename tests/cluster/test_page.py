"""What `make cluster-test` finds and writes: it can tell what is wrong."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from benchmarks.cluster.measure import Run
from benchmarks.cluster.report import Report, page
from benchmarks.cluster.troubles import Trouble
from benchmarks.cluster.visitors import Tally, Visitor

GOOD: dict[str, Any] = {
    "screening": {"state": "finished", "outcome": "eligible"},
    "messages": [
        {"id": "hello", "text": "Hello"},
        {"id": "mine", "text": "no"},
        {"id": "reply", "text": "Thanks"},
    ],
}


def run(processes: int, cpu: float) -> Run:
    tally = Tally(screenings=2, seconds=[0.1] * 20)
    return Run(processes, tally, wall=2.0, assistant=cpu, database=0.1, proxy=0.01)


def report(times: float, refused: int = 0, lost: int = 0) -> Report:
    restarted = Tally(screenings=3, seconds=[0.2] * 30, lost=["a message says something else"] * lost)
    restarted.refused["503"] += refused
    troubles = [Trouble("killed", Tally(seconds=[0.1]), 9.0), Trouble("restarted", restarted, 9.0)]
    return Report([run(1, 0.2), run(3, 0.2 * times)], troubles, [800_000_000], 50_000.0, [], "1.22", 8, 0.1)


def test_bars_that_are_kept() -> None:
    told = report(times=1.25)
    assert all(told.kept.values())
    assert "missed" not in page(told)


@pytest.mark.parametrize("what", [{"times": 1.26}, {"times": 1, "refused": 1}, {"times": 1, "lost": 1}])
def test_a_bar_that_is_missed_is_written_down(what: Any) -> None:
    told = report(**what)
    assert list(told.kept.values()).count(False) == 1
    assert page(told).count("**missed**") == 1


def found(history: dict[str, Any]) -> list[str]:
    """What a visitor says is wrong with this history."""
    tally = Tally()
    visitor = Visitor(httpx.AsyncClient(), tally)
    visitor._expected = [("hello", None), ("mine", "no"), ("reply", None)]
    visitor._check({"screening": GOOD["screening"]}, history)
    return tally.lost


def test_a_history_that_holds_what_was_acknowledged_is_in_order() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    "messages",
    [GOOD["messages"][:2], GOOD["messages"][::-1], [*GOOD["messages"], {"id": "more", "text": ""}]],
    ids=["lost", "out of order", "doubled"],
)
def test_a_history_that_holds_something_else_is_not(messages: Any) -> None:
    assert len(found({**GOOD, "messages": messages})) == 1


def test_a_message_that_says_something_else_is_noticed() -> None:
    changed = [{**message, "text": "yes"} for message in GOOD["messages"]]
    assert len(found({**GOOD, "messages": changed})) == 1
