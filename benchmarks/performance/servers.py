"""The two assistants as processes, started as they are really served."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.performance.stock_project import ROOT
from benchmarks.performance.training import ENVIRONMENT, Cost
from tests.machine import answers, free_port

TIMEOUT: Final = 1200.0
"""Seconds for a start on a busy machine."""
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running assistant."""

    name: str
    address: str
    process: subprocess.Popen[bytes]
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """What it needs beside itself: stock Rasa's action server."""
    start: Cost | None = None

    @property
    def is_stock(self) -> bool:
        """Whether it is the stock project."""
        return bool(self.others)

    @property
    def memory(self) -> float:
        """Resident megabytes of the assistant's own process."""
        return _memory(self.process.pid)

    @property
    def memory_of_all(self) -> float:
        """The same with what it needs beside itself."""
        return self.memory + sum(_memory(other.pid) for other in self.others)

    @property
    def processor(self) -> float:
        """Processor seconds used so far, with what it needs beside itself."""
        return sum(_processor(process.pid) for process in (self.process, *self.others))


@contextmanager
def ours(folder: Path, database_url: str, name: str) -> Iterator[Server]:
    """`python -m bot serve`, its console with it, without limits."""
    port, console = free_port(), free_port()
    settings = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "benchmark" * 4,
        "PORT": str(port),
        "CONSOLE_PORT": str(console),
        "RATE_LIMIT": "0",
        "MODELS": os.environ.get("MODELS", ""),
    }
    with ExitStack() as stack:
        began = time.monotonic()
        process = stack.enter_context(_running(["bot", "serve"], ROOT, folder / f"{name}.txt", settings))
        server = Server(name, f"http://127.0.0.1:{port}", process)
        _until_ready(server, "/readyz", began)
        yield server


@contextmanager
def stock(folder: Path, database: Path) -> Iterator[Server]:
    """`rasa run` and `rasa run actions` in the stock project."""
    port, action_port = free_port(), free_port()
    settings = {"ACTION_PORT": str(action_port), "TRACKER_DB": str(database)}
    rasa = ["rasa", "run", "--interface", "127.0.0.1", "--port", str(port), "--enable-api"]
    with ExitStack() as stack:
        began = time.monotonic()
        process = stack.enter_context(_running(rasa, folder, folder / "server.txt", settings))
        actions = ["rasa", "run", "actions", "--port", str(action_port)]
        beside = stack.enter_context(_running(actions, folder, folder / "actions.txt", settings))
        server = Server("stock", f"http://127.0.0.1:{port}", process, [beside])
        _until_ready(server, "/status", began)
        yield server


@contextmanager
def _running(
    module: list[str], folder: Path, output: Path, settings: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with output.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=folder,
            env={**os.environ, **ENVIRONMENT, **settings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_ready(server: Server, path: str, began: float) -> None:
    """Wait until it says that its model is loaded. Raises RuntimeError if it ends or never does."""
    while not answers(server.address, path, timeout=30):
        if server.process.poll() is not None or time.monotonic() - began > TIMEOUT:
            raise RuntimeError(f"{server.name} did not start: see its file under results/performance")
        time.sleep(0.05)
    server.start = Cost(time.monotonic() - began, server.processor)


def _memory(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
