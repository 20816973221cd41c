"""The table, and docs/performance.md."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime, timezone

from benchmarks.performance.bars import Line, lines, p95
from benchmarks.performance.measure import LATE, PAUSE, Machine, Measured

HEAD = "| what | ours | stock | times better | must be | holds |\n|---|---|---|---|---|---|"
MORE = "| what | SQLite | PostgreSQL | stock |\n|---|---|---|---|"
CHART = "performance.svg"


def table(found: Sequence[Line]) -> str:
    """One line for each bar."""
    return "\n".join([HEAD, *map(_row, found)])


def page(sqlite: Measured, postgresql: Measured, stock: Measured, machine: Machine) -> str:
    """docs/performance.md."""
    today = datetime.now(timezone.utc).date().isoformat()
    loads = ", ".join(f"{load:.1f}" for load in machine.loads)
    return f"""# How fast it is

Written by `make bench` on {today}: Python {platform.python_version()}, {machine.cores} cores, one run,
ours and stock by turns. Load average of the machine during the run: {loads}.
Above {machine.cores}, others were at work: then the ratios say more than the figures.

*Stock* is a Rasa 3.6 project made from the same knowledge and the same training examples: configuration and
credentials of `rasa init`, the REST channel, an action server that validates each of the ten answers and
tells the outcome, and a tracker store in SQLite. *Ours* is `python -m bot serve`, over HTTP too.
Both hear the same typed messages. A user sends the next message as soon as the last was answered.

![How many times better than stock]({CHART})

## On SQLite

{table(lines(sqlite, stock))}

## On PostgreSQL

{table(lines(postgresql, stock))}

## More figures

{_more(sqlite, postgresql, stock)}

- Processor time counts stock's action server; with PostgreSQL it does not count the database's own processes.
- A conversation ended right with the booking link if, and only if, all ten answers were a no.
- Memory is what is resident after the rush, without the console, and without stock's action server.
- Turn {LATE} of stock is that of a conversation whose events were repeated until it was so long.
- Who talks among the open widgets sends a message every {PAUSE:.0f} seconds on average.
- Training ours took {_seconds(sqlite)}, stock with its defaults {_seconds(stock)}.
  Stock is trained once: its model and these figures stay in `results/performance/stock` until `make clean`.

## What was changed for it

The profile (py-spy, cProfile) said where time and memory went; what was done about it is in
[0004](adr/0004-rasa-in-process.md), [0005](adr/0005-dialogue-state.md),
[0008](adr/0008-without-tensorflow.md), [0009](adr/0009-fewer-steps-in-a-turn.md) and
[0010](adr/0010-a-turn-writes-once.md).
"""


def _more(sqlite: Measured, postgresql: Measured, stock: Measured) -> str:
    every = (sqlite, postgresql, stock)
    rows = {
        "turns a second, 1 user": [f"{one.alone.rate:.1f}" for one in every],
        "p50 of a turn, 1 user": [_median(one.alone.seconds) for one in every],
        "p50 of a turn, 50 users": [_median(one.crowd.seconds) for one in every],
        "p95 of a turn, 50 users": [f"{p95(one.crowd.seconds):.0f} ms" for one in every],
        "processor time of a turn, 50 users": [f"{one.crowd.cost:.1f} ms" for one in every],
        "turns measured": [str(len(one.alone.seconds) + len(one.crowd.seconds)) for one in every],
        "told to try again": [str(one.alone.refused + one.crowd.refused) for one in every],
        "errors": [str(one.alone.errors + one.crowd.errors) for one in every],
        "conversations that ended right": [
            f"{one.alone.right + one.crowd.right} of {one.alone.talks + one.crowd.talks}" for one in every
        ],
        "turn 5": [_median(one.lengths.fifth.seconds) for one in every],
        "turn 500": [_median(one.lengths.later.seconds) for one in every],
        "memory, action server included": [f"{one.memory_of_all:.0f} MB" for one in every],
        "processor time of a start": [_start(one) for one in every],
    }
    return "\n".join([MORE, *(f"| {name} | {' | '.join(values)} |" for name, values in rows.items())])


def _row(line: Line) -> str:
    better = f"{line.better:.1f} ×" if line.better else ""
    cells = (line.what, line.ours, line.stock, better, line.bar, "yes" if line.holds else "**no**")
    return f"| {' | '.join(cells)} |"


def _median(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return f"{1000 * ordered[len(ordered) // 2]:.0f} ms"


def _start(one: Measured) -> str:
    return f"{one.start.processor:.1f} s" if one.start else ""


def _seconds(one: Measured) -> str:
    cost = one.training
    return f"{cost.seconds:.0f} s ({cost.processor:.0f} s of processors)" if cost else "was not measured"
