"""The page that `make cluster-test` writes."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from math import ceil
from pathlib import Path
from statistics import median
from string import Template
from typing import Final

from benchmarks.cluster.measure import Run
from benchmarks.cluster.troubles import Trouble

PAGE: Final = Path(__file__).with_name("page.md")
MILLION: Final = 1_000_000
BUSIEST: Final = 3
"""Times the average, in the busiest hour: an assumption."""
FREE: Final = 1 / 3
"""Of the processors, for peaks, restarts and a machine that is lost."""
MOST_TIMES: Final = 1.25
"""Processor time of a turn with several processes against that with one."""


@dataclass(frozen=True)
class Report:
    """All that was measured."""

    runs: Sequence[Run]
    troubles: Sequence[Trouble]
    memory: Sequence[int]
    bytes_a_screening: float
    errors: Sequence[str]
    nginx: str
    visitors: int
    load: float
    """The machine's load average before it began: other work."""

    def with_(self, one: bool) -> list[Run]:
        """The runs with one process, or those with several."""
        return [run for run in self.runs if (run.processes == 1) == one]

    @property
    def times(self) -> float:
        """Several against one: the median of the pairs that were measured one after the other."""
        pairs = zip(self.with_(one=True), self.with_(one=False), strict=True)
        return median(several.cpu_ms / one.cpu_ms for one, several in pairs)

    @property
    def kept(self) -> dict[str, bool]:
        """Each bar, and whether it was kept."""
        tallies = [run.tally for run in self.runs] + [trouble.tally for trouble in self.troubles]
        return {
            f"processor time of a turn with three processes at most {MOST_TIMES} times that with one: "
            f"{self.times:.2f}": self.times <= MOST_TIMES,
            "nothing acknowledged lost, doubled or out of order: "
            f"{sum(len(tally.lost) for tally in tallies)} of "
            f"{sum(tally.screenings for tally in tallies)} conversations": not any(
                tally.lost for tally in tallies
            ),
            "no refused message in the rolling restart: "
            f"{self.troubles[-1].tally.refused.total()}": self.troubles[-1].tally.refused.total() == 0,
        }


def page(report: Report) -> str:
    """All of it as Markdown."""
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        day=f"{datetime.now(timezone.utc):%Y-%m-%d}",
        nginx=report.nginx,
        machine=f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}",
        visitors=report.visitors,
        load=f"{report.load:.1f}",
        bars="\n".join(f"- {'kept' if kept else '**missed**'}: {bar}" for bar, kept in report.kept.items()),
        runs=_runs(report),
        troubles=_troubles(report.troubles),
        sizes=_sizes(report),
    )


def _runs(report: Report) -> str:
    rows = [
        f"| {run.processes} | {run.tally.screenings} | {run.turns} | {run.cpu_ms:.2f} ms | "
        f"{run.database_ms:.2f} ms | {run.proxy_ms:.2f} ms | {run.turns / run.wall:.0f} | "
        f"{run.ms(0.5):.0f} ms | {run.ms(0.95):.0f} ms |"
        for run in report.runs
    ]
    return _table(
        "processes | screenings | turns | assistant, a turn | PostgreSQL, a turn | nginx, a turn "
        "| turns a second | median | p95",
        rows,
    )


def _troubles(troubles: Sequence[Trouble]) -> str:
    rows = [
        f"| {trouble.what} | {trouble.seconds:.0f} s | {trouble.tally.screenings} | {trouble.tally.turns} | "
        f"{_refusals(trouble)} | {len(trouble.tally.lost)} | {1000 * max(trouble.tally.seconds):.0f} ms |"
        for trouble in troubles
    ]
    head = "what | for | screenings | turns | refused | conversations with something lost | longest turn"
    return _table(head, rows)


def _refusals(trouble: Trouble) -> str:
    return ", ".join(f"{count} × {kind}" for kind, count in trouble.tally.refused.items()) or "0"


def _sizes(report: Report) -> str:
    one = report.with_(one=True)
    assistant = median(run.cpu_ms for run in one)
    database = median(run.database_ms for run in one)
    turns = median(run.turns / run.tally.screenings for run in one)
    megabytes = sorted(round(size / 1e6) for size in report.memory)
    lines = [
        f"- A turn: {assistant:.1f} ms of a processor in the assistant, {database:.1f} ms in PostgreSQL, "
        f"{median(run.proxy_ms for run in one):.1f} ms in nginx; a screening had {turns:.0f} turns.",
        f"- Memory of a process: {megabytes[0]} to {megabytes[-1]} MB.",
        f"- Disk in PostgreSQL: {report.bytes_a_screening / 1000:.0f} kB a screening, indexes included.",
        _a_million(turns, assistant, database, report.bytes_a_screening, megabytes[-1]),
        f"- Errors in the logs of the processes over all of this: {len(report.errors)}.",
    ]
    return "\n".join(lines)


def _a_million(turns: float, assistant: float, database: float, size: float, megabytes: int) -> str:
    """What a million conversations a day come to at these milliseconds, bytes and megabytes."""
    average = MILLION * turns / 86_400
    busiest = BUSIEST * average
    processes = ceil(busiest * assistant / 1000 / (1 - FREE))
    return (
        f"- A million conversations a day are {average:.0f} turns a second, and in the busiest hour perhaps "
        f"{BUSIEST} times as many.\n"
        f"  These {busiest:.0f} take {busiest * assistant / 1000:.1f} processors in the assistant and "
        f"{busiest * database / 1000:.1f} in PostgreSQL. With a third kept free:\n"
        f"  {processes} processes with {ceil(processes * megabytes / 1000)} GB of memory, and "
        f"{ceil(busiest * database / 1000 / (1 - FREE))} processors for PostgreSQL. "
        f"The disk grows by {MILLION * size / 1e9:.0f} GB a day."
    )


def _table(head: str, rows: Sequence[str]) -> str:
    rule = "---|" * (head.count("|") + 1)
    return "\n".join([f"| {head} |", f"|{rule}", *rows])
