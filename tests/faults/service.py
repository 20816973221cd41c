"""The whole service as a process that can be killed, and a visitor who sends until it is acknowledged."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent.parent
KEPT = ("PATH", "HOME", "LANG", "MODELS")
STARTS = 120.0
"""Seconds that it may take to start on a busy machine."""


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def environment(**settings: str) -> dict[str, str]:
    """What a process of ours gets to know."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "OPENBLAS_NUM_THREADS": "1", **settings}


def until(holds: Callable[[], Any], seconds: float, what: str) -> None:
    """Wait until it holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"after {seconds:.0f} s still not: {what}"
        time.sleep(0.05)


class Service:
    """`python -m bot`, always on the same ports and the same database."""

    def __init__(self, folder: Path, **settings: str) -> None:
        port, console = free_port(), free_port()
        self.address, self.console = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{console}"
        self._database, self._written = folder / "service.db", folder / "written.txt"
        self._environment = environment(
            DATABASE_URL=f"sqlite:///{self._database}",
            PORT=str(port),
            CONSOLE_PORT=str(console),
            RATE_LIMIT="0",
            **settings,
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def written(self) -> str:
        """All that it wrote so far, in all its lives."""
        return self._written.read_text(encoding="utf-8")

    def start(self) -> None:
        """Start it, and wait until it and its console serve."""
        with self._written.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        until(lambda: self._serves(f"{self.address}/readyz"), STARTS, "the service is ready")
        until(lambda: self._serves(self.console), STARTS, "the console serves")

    def kill(self) -> None:
        """Kill it, without a chance to clean up; what it had begun must end by itself."""
        if self._process is None:
            return
        children = _children(self._process.pid)
        self._process.kill()
        self._process.wait()
        self._process = None
        try:
            until(lambda: not any(map(_alive, children)), 20, "the console ended with the service")
        finally:
            for child in filter(_alive, children):
                os.kill(child, signal.SIGKILL)

    def until_it_writes(self, sending: Future[Any]) -> None:
        """Return as soon as a transaction is open there, or the sending is over."""
        with closing(sqlite3.connect(self._database, timeout=0, isolation_level=None)) as asking:
            while not sending.done() and _can_write(asking):
                pass

    def _serves(self, address: str) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.written
        try:
            return httpx.get(address, timeout=5).status_code < 400
        except httpx.HTTPError:
            return False


class Visit:
    """A visitor over HTTP. Keeps all that was acknowledged, in the order in which it was sent."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._client = httpx.Client(base_url=f"{service.address}/api/chat", timeout=30)
        begun = self._client.post("/conversations").json()
        self._client.headers["Authorization"] = f"Bearer {begun['token']}"
        self.shown: list[dict[str, Any]] = begun["messages"]
        self.took: list[float] = []

    def history(self) -> Any:
        return self._client.get("/conversation").json()

    def send(self, **message: str) -> Any:
        """Send, and keep what was acknowledged."""
        began = time.monotonic()
        answer = self._post(message)
        self.took.append(time.monotonic() - began)
        self.keep(message, answer)
        return answer

    def send_again(self, **message: str) -> Any:
        """Send what was acknowledged before."""
        return self._post(message)

    def keep(self, message: dict[str, str], answer: Any) -> None:
        """It was acknowledged: from now on it has to be there."""
        shown = {"id": message["id"], "from": "visitor", "text": message.get("text")}
        self.shown += [shown, *answer["messages"]]

    def send_and_kill(self, part: float, **message: str) -> bool:
        """Send, and kill the service when `part` of a usual turn has passed in the open transaction.

        False when the turn was over before that: nothing is killed.
        """
        with ThreadPoolExecutor(1) as pool:
            sending = pool.submit(self._post, message)
            self._service.until_it_writes(sending)
            wait([sending], timeout=part * min(self.took))
            if not (over := sending.done()):
                self._service.kill()
            if sending.exception() is None:
                self.keep(message, sending.result())
        return not over

    def _post(self, message: dict[str, str]) -> Any:
        answer = self._client.post("/messages", json=message)
        answer.raise_for_status()
        return answer.json()

    def close(self) -> None:
        self._client.close()


def _can_write(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    connection.execute("ROLLBACK")
    return True


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False
