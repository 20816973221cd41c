"""All measurements in one run: ours and stock by turns, so that both meet the same machine."""

from __future__ import annotations

import asyncio
import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.performance import servers
from benchmarks.performance.load import Lengths, Round, lengths, rush, widgets
from benchmarks.performance.servers import Server
from benchmarks.performance.training import Cost, stock, train_ours
from bot.content.loading import load
from tests.postgres import running_postgres

USERS: Final = 50
LATE: Final = 500
OPEN, TALKING, PAUSE = 1_000, 200, 4.0
ROUNDS: Final = 2


@dataclass
class Measured:
    """What one assistant came to."""

    name: str
    alone: Round = field(default_factory=Round)
    crowd: Round = field(default_factory=Round)
    lengths: Lengths = field(default_factory=Lengths)
    widgets: Round | None = None
    start: Cost | None = None
    memory: float = 0.0
    memory_of_all: float = 0.0
    training: Cost | None = None

    @property
    def growth(self) -> float:
        """A late turn against turn 5."""
        fifth, later = self.lengths.fifth.seconds, self.lengths.later.seconds
        return statistics.median(later) / statistics.median(fifth)


@dataclass
class Machine:
    """Where it was measured, and how much else went on there."""

    cores: int = field(default_factory=lambda: os.cpu_count() or 1)
    loads: list[float] = field(default_factory=list)

    def look(self) -> None:
        """Note the load average."""
        self.loads.append(os.getloadavg()[0])


def measure(folder: Path, machine: Machine) -> tuple[Measured, Measured, Measured]:
    """Ours on SQLite, ours on PostgreSQL, and stock. Takes minutes; says what it is at."""
    sqlite, postgresql, theirs = Measured("sqlite"), Measured("postgresql"), Measured("stock")
    machine.look()
    _say("training ours from nothing")
    sqlite.training = train_ours(folder / "models")
    _say("training stock with its defaults (long; its model is kept)")
    theirs.training = stock(folder / "stock", load())
    machine.look()
    _say("starting one after the other")
    with _all(folder) as running:
        every = (sqlite, postgresql, theirs)
        for made in every:
            made.start = running[made.name].start
        _talk(running, every, machine)
        for made in every:
            _stand(running[made.name], made)
    machine.look()
    return sqlite, postgresql, theirs


def _talk(running: dict[str, Server], every: tuple[Measured, ...], machine: Machine) -> None:
    for number in range(1, ROUNDS + 1):
        for made in every:
            server, stock_too = running[made.name], made.name == "stock"
            _say(f"{made.name}: round {number}")
            asyncio.run(rush(server, 1, 2 if stock_too else 8, made.alone))
            asyncio.run(rush(server, USERS, 1 if stock_too else 4, made.crowd))
        machine.look()


def _stand(server: Server, made: Measured) -> None:
    """What is measured once: memory after the rush, a long conversation, and open widgets."""
    made.memory, made.memory_of_all = server.memory, server.memory_of_all
    _say(f"{made.name}: a long conversation")
    made.lengths = asyncio.run(lengths(server, LATE, 5 if server.is_stock else 150))
    if not server.is_stock:
        _say(f"{made.name}: open widgets")
        made.widgets = asyncio.run(widgets(server, OPEN, TALKING, PAUSE))


@contextmanager
def _all(folder: Path) -> Iterator[dict[str, Server]]:
    """All three at once: whoever is not asked does nothing."""
    with ExitStack() as stack:
        enter = stack.enter_context
        database = enter(running_postgres())
        database.run("ALTER SYSTEM RESET fsync")  # what is acknowledged is on the disk, as on SQLite
        database.run("SELECT pg_reload_conf()")
        started = (
            enter(servers.ours(folder, _database(folder / "ours.db"), "sqlite")),
            enter(servers.ours(folder, enter(database.database()), "postgresql")),
            enter(servers.stock(folder / "stock", _fresh(folder / "stock.db"))),
        )
        yield {server.name: server for server in started}


def _fresh(file: Path) -> Path:
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    return file


def _database(file: Path) -> str:
    return f"sqlite:///{_fresh(file)}"


def _say(what: str) -> None:
    print(f"  {what} ...", flush=True)
