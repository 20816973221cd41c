"""The database goes away, is locked, full or read-only, or the clock is put: what people see of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from benchmarks.faults.row import Line, Say, databases, rasa, told
from bot.settings import SQLITE
from tests.conversation import sqlite_file
from tests.faults import breakages
from tests.faults.nursery import Nursery
from tests.faults.outage import LONGEST_ANSWER, Outage, live_through
from tests.postgres import running_postgres

LOCKED, BRIEFLY = 60.0, 15.0
PEOPLE = 20
TEN = 10.0
BAR = "503 with Retry-After within 3 s (with the advice for a red flag), reads served, 0 lost, check clean"
MEGABYTES = 24
Breaks = Callable[[Nursery], AbstractContextManager[object]]


def restart(say: Say) -> list[Line]:
    """PostgreSQL stopped at once, started again, every connection cut off."""
    dialogue = rasa()
    with running_postgres(durable=True) as server, server.database() as url:
        found = live_through(url, dialogue, lambda _: breakages.stopped(server), BRIEFLY, PEOPLE)
    say(str(found))
    done = (
        f"PostgreSQL stopped at once (`immediate`) for {BRIEFLY:.0f} s, started again, then every connection "
        f"ended by `pg_terminate_backend`, under {PEOPLE} people who talk"
    )
    good = found.refused_well and found.whole and found.recovered <= TEN
    measured = f"{_refusals(found)}; answers again {found.recovered:.1f} s after; {told(found.comparison)}"
    return [Line(done, "503 meanwhile, 0 lost, recovered in 10 s", measured, good)]


def locked(say: Say) -> list[Line]:
    """Somebody else holds the lock for a minute."""
    dialogue = rasa()
    with databases() as urls:
        file = Path(urls["SQLite"].removeprefix(SQLITE))
        breaks: dict[str, Breaks] = {
            "SQLite": lambda _: breakages.locked_sqlite(file),
            "PostgreSQL": lambda _: breakages.locked_postgres(urls["PostgreSQL"]),
        }
        return [
            _line(
                f"{kind}: locked by somebody else for {LOCKED:.0f} s",
                live_through(urls[kind], dialogue, broken, LOCKED, PEOPLE),
                say,
            )
            for kind, broken in breaks.items()
        ]


def full(say: Say) -> list[Line]:
    """A disk of its own, filled to the last block. PostgreSQL has its tables there, not its log."""
    dialogue = rasa()
    lines = []
    with tempfile.TemporaryDirectory() as folder, breakages.small_disk(Path(folder), MEGABYTES) as disk:
        found = live_through(sqlite_file(disk), dialogue, lambda _: breakages.filled(disk), BRIEFLY, PEOPLE)
        lines.append(_line("SQLite: disk full", found, say))
    with (
        running_postgres(durable=True) as server,
        breakages.small_disk(server.folder / "small", MEGABYTES) as disk,
        server.database() as url,
    ):
        space = disk / "tables"
        space.mkdir()
        shutil.chown(space, server.owner)
        server.run(f"CREATE TABLESPACE small LOCATION '{space}'")
        server.run(f"ALTER DATABASE {server.name_in(url)} SET TABLESPACE small")
        found = live_through(url, dialogue, lambda _: breakages.filled(disk), BRIEFLY, PEOPLE)
        lines.append(_line("PostgreSQL: the disk of its tables full", found, say))
    return lines


def read_only(say: Say) -> list[Line]:
    """The files may be read and not written; the server takes no writes."""
    dialogue = rasa()
    with databases() as urls, running_postgres(durable=True) as server, server.database() as url:
        file = Path(urls["SQLite"].removeprefix(SQLITE))
        sqlite = live_through(
            urls["SQLite"],
            dialogue,
            lambda workers: breakages.read_only_sqlite(file, workers),
            BRIEFLY,
            PEOPLE,
            before=breakages.as_anybody,
        )
        postgres = live_through(
            url, dialogue, lambda _: breakages.read_only_postgres(server, url), BRIEFLY, PEOPLE
        )
    return [
        _line("SQLite: the service started anew with files that it may only read", sqlite, say),
        _line("PostgreSQL: read-only, as a standby", postgres, say),
    ]


def clock(say: Say) -> list[Line]:
    """The clock an hour forward, then an hour back: nobody notices."""
    dialogue, lines = rasa(), []
    for hours in (1.0, -1.0):
        with databases() as urls:
            for kind, url in urls.items():
                wall = breakages.Wall()
                found = live_through(url, dialogue, partial(_put, wall, hours), BRIEFLY, PEOPLE, wall.hang)
                say(str(found))
                lines.append(
                    Line(
                        f"{kind}: the clock put {hours:+.0f} h for {BRIEFLY:.0f} s and back",
                        "0 lost, order kept, reads served, check clean",
                        f"{found.stored} stored, {found.refused} × 503; {_reads(found)}; {_kept(found)}",
                        found.whole and found.stored > 0 and not found.reads_refused + found.other_answers,
                    )
                )
    return lines


def _put(wall: breakages.Wall, hours: float, workers: Nursery) -> AbstractContextManager[object]:
    return wall.put(hours)


def _line(what: str, found: Outage, say: Say) -> Line:
    say(f"{what}: {found}")
    served = found.reads > 0 and not found.reads_refused
    good = found.refused_well and served and found.whole and found.slowest <= LONGEST_ANSWER
    return Line(what, BAR, f"{_refusals(found)}; {_reads(found)}; {_kept(found)}", good)


def _reads(found: Outage) -> str:
    served = found.reads - found.reads_refused
    return f"{served} of {found.reads} reads served, the slowest in {found.slowest_read:.1f} s"


def _refusals(found: Outage) -> str:
    advice = "with" if found.advised else "WITHOUT"
    stored = f", {found.stored} still stored" if found.stored else ""
    return (
        f"{found.refused} × 503{stored}, {found.other_answers} other answers, {found.without_retry_after} "
        f"without Retry-After, slowest {found.slowest:.1f} s, a red flag {advice} advice"
    )


def _kept(found: Outage) -> str:
    return f"{told(found.comparison)}; the store's check finds {len(found.faults)} faults"
