"""What the processes, nginx and PostgreSQL use for a load."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cluster.processes import Process, family_cpu_seconds
from benchmarks.cluster.proxy import Nginx
from benchmarks.cluster.visitors import Load, Tally
from tests.postgres import Postgres


@dataclass(frozen=True)
class Run:
    """One load through so many processes. Seconds of processor time unless it says otherwise."""

    processes: int
    tally: Tally
    wall: float
    assistant: float
    database: float
    proxy: float

    @property
    def turns(self) -> int:
        return self.tally.turns

    @property
    def cpu_ms(self) -> float:
        """What a turn takes of the assistant's processor time, reads and beginnings included."""
        return 1000 * self.assistant / self.turns

    @property
    def database_ms(self) -> float:
        return 1000 * self.database / self.turns

    @property
    def proxy_ms(self) -> float:
        return 1000 * self.proxy / self.turns

    def ms(self, share: float) -> float:
        """The time within which this share of the turns was answered."""
        ordered = sorted(self.tally.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measured(
    nginx: Nginx, processes: Sequence[Process], postmaster: int, visitors: int, screenings: int
) -> Run:
    """Let visitors screen through nginx, with these processes behind it."""
    nginx.start([process.port for process in processes])
    try:
        before = _used(nginx, processes, postmaster)
        began = time.monotonic()
        tally = asyncio.run(Load(nginx.address, visitors).run(screenings))
        wall = time.monotonic() - began
        after = _used(nginx, processes, postmaster)
    finally:
        nginx.end()
    used = [now - then for then, now in zip(before, after, strict=True)]
    return Run(len(processes), tally, wall, *used)


def _used(nginx: Nginx, processes: Sequence[Process], postmaster: int) -> tuple[float, float, float]:
    assistant = sum(process.cpu_seconds for process in processes)
    return assistant, family_cpu_seconds(postmaster), family_cpu_seconds(nginx.pid)


def postmaster_of(postgres: Postgres) -> int:
    """The process that all of PostgreSQL's others come from."""
    folder = Path(postgres.asked("SHOW data_directory"))
    return int((folder / "postmaster.pid").read_text().splitlines()[0])
