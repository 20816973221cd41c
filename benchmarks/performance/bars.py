"""What was measured, against what it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.evaluation.measure import percentile
from benchmarks.performance.measure import LATE, OPEN, TALKING, USERS, Measured

LONGEST = 500.0
"""Milliseconds that a turn may take among many open widgets."""
MOST_GROWTH = 1.2


@dataclass(frozen=True)
class Line:
    """One figure of ours beside stock's. `better`: how many times better than stock it is."""

    what: str
    ours: str
    stock: str
    better: float | None
    least: float | None
    """How many times better it must be."""
    bar: str
    holds: bool


def p95(seconds: Sequence[float]) -> float:
    """Milliseconds."""
    return 1000 * percentile(list(seconds), 0.95)


def lines(ours: Measured, stock: Measured) -> list[Line]:
    """The lines that have a bar."""
    alone = (p95(stock.alone.seconds), p95(ours.alone.seconds))
    crowd = (p95(stock.crowd.seconds), p95(ours.crowd.seconds))
    found = [
        _line(f"turns a second, {USERS} users", stock.crowd.rate, ours.crowd.rate, "{:.1f}", 10, more=True),
        _line("p95 of a turn, 1 user", *alone, "{:.0f} ms", 8),
        _line(f"p95 of a turn, {USERS} users", *crowd, "{:.0f} ms", 20),
        _growth(ours, stock),
        _line("memory of the process", stock.memory, ours.memory, "{:.0f} MB", 1 / 0.6),
    ]
    if ours.start and stock.start:
        start = (stock.start.seconds, ours.start.seconds)
        found.append(_line("cold start to ready", *start, "{:.1f} s", 1 / 0.35))
    if ours.training and stock.training:
        training = (stock.training.seconds, ours.training.seconds)
        found.append(_line("training from nothing", *training, "{:.0f} s", 1 / 0.35))
    return [*found, *_widgets(ours)]


def _line(what: str, stock: float, ours: float, unit: str, least: float, more: bool = False) -> Line:
    better = ours / stock if more else stock / ours
    bar = f"{least:g} × stock" if more else f"{1 / least:.3g} of stock"
    return Line(what, unit.format(ours), unit.format(stock), better, least, bar, better >= least)


def _growth(ours: Measured, stock: Measured) -> Line:
    name, bar = f"turn {LATE} against turn 5", f"{MOST_GROWTH} × at most"
    grown = f"{ours.growth:.2f} ×"
    return Line(name, grown, f"{stock.growth:.0f} ×", None, None, bar, ours.growth <= MOST_GROWTH)


def _widgets(ours: Measured) -> list[Line]:
    if ours.widgets is None:
        return []
    slow, errors = p95(ours.widgets.seconds), ours.widgets.errors + ours.widgets.refused
    name = f"{OPEN:,} open widgets, {TALKING} talking: p95"
    told, holds = f"{slow:.0f} ms, {errors} errors", slow < LONGEST and not errors
    return [Line(name, told, "not measured", None, None, f"under {LONGEST:.0f} ms, no error", holds)]
