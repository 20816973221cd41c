"""`python -m benchmarks.cluster`: one process against three, then a kill and restarts."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.cluster.measure import Run, measured, postmaster_of
from benchmarks.cluster.processes import Process
from benchmarks.cluster.proxy import Missing, Nginx, nginx
from benchmarks.cluster.report import Report, page
from benchmarks.cluster.troubles import Trouble, killed, restarted, under_load
from benchmarks.cluster.visitors import Load
from tests.machine import ROOT
from tests.postgres import Postgres, running_postgres

PROCESSES: Final = 3
PAGE: Final = ROOT / "docs" / "cluster.md"


def main() -> int:
    """Measure, print, write the page; 1 when a bar is missed, 2 when something is missing."""
    parser = argparse.ArgumentParser(prog="make cluster-test")
    parser.add_argument("--screenings", type=int, default=60, help="in each of the measured loads")
    parser.add_argument("--visitors", type=int, default=8, help="at once")
    given = parser.parse_args()
    try:
        report = cluster_test(given.visitors, given.screenings)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    told = page(report)
    PAGE.write_text(told, encoding="utf-8")
    print(told)
    return 0 if all(report.kept.values()) else 1


def cluster_test(visitors: int, screenings: int) -> Report:
    """The whole test. Raises Missing."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="cluster-") as name, nginx(Path(name)) as proxy:
        with running_postgres() as postgres, postgres.database() as url:
            postgres.run("ALTER SYSTEM SET fsync = on")
            postgres.run("SELECT pg_reload_conf()")
            with started(Path(name), url) as processes:
                before = size_of(postgres, url)
                runs = compared(proxy, processes, postmaster_of(postgres), visitors, screenings)
                grown = size_of(postgres, url) - before
                size = grown / sum(run.tally.screenings for run in runs)
                troubles = troubled(proxy, processes, visitors)
                memory = [process.memory for process in processes]
                errors = [error for process in processes for error in process.errors]
        return Report(runs, troubles, memory, size, errors, proxy.version, visitors, load)


@contextmanager
def started(folder: Path, url: str) -> Iterator[list[Process]]:
    """All at once on an empty database; then each has its first turns."""
    processes = [Process(folder, url) for _ in range(PROCESSES)]
    try:
        say(f"Starting {PROCESSES} processes at once on an empty database")
        for process in processes:
            process.start()
        for process in processes:
            process.wait_ready()
            asyncio.run(Load(process.address, 2).run(4))
        yield processes
    finally:
        for process in processes:
            process.kill()


def compared(
    proxy: Nginx, processes: Sequence[Process], postmaster: int, visitors: int, screenings: int
) -> list[Run]:
    """One process and all of them in turn, so that what else the machine does falls on both."""
    runs = []
    for number, one in enumerate(processes, 1):
        for behind in ([one], list(processes)):
            run = measured(proxy, behind, postmaster, visitors, screenings)
            say(f"{number}: {len(behind)} behind nginx: {run.cpu_ms:.2f} ms of processor time a turn")
            runs.append(run)
    return runs


def troubled(proxy: Nginx, processes: Sequence[Process], visitors: int) -> list[Trouble]:
    """Kill one; restart all in turn."""
    proxy.start([process.port for process in processes])
    told = []
    for what, act in (
        ("one killed (SIGKILL), later started again", killed(processes[1])),
        ("each in turn told to end (SIGTERM) and started again", restarted(processes)),
    ):
        say(f"Under load: {what}")
        told.append(under_load(proxy.address, visitors, what, act))
    proxy.end()
    return told


def size_of(postgres: Postgres, url: str) -> int:
    """The bytes of the database on disk."""
    name = url.partition("?")[0].rpartition("/")[2]
    return int(postgres.asked(f"SELECT pg_database_size('{name}')"))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
