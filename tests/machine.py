"""What this machine gives to processes of ours: a port, an environment, and time to come up."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

ROOT: Final = Path(__file__).parent.parent
STARTS: Final = 300.0
"""Seconds that it may take to start on a busy machine."""
_KEPT: Final = ("PATH", "HOME", "LANG", "MODELS")


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def environment(**settings: str) -> dict[str, str]:
    """What a process of ours gets to know."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "OPENBLAS_NUM_THREADS": "1", **settings}


def until(holds: Callable[[], Any], seconds: float, what: str) -> None:
    """Wait until it holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"after {seconds:.0f} s still not: {what}"
        time.sleep(0.02)


def answers(address: str, path: str = "/readyz", timeout: float = 5) -> bool:
    """Whether a service says there that it is well."""
    try:
        return httpx.get(address + path, timeout=timeout).status_code == 200
    except httpx.HTTPError:
        return False


class Service:
    """Our code serving in a process of its own, always on the same port; it keeps its log.

    `command` is what follows `python -m`.
    """

    def __init__(self, command: str, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._command, self._log = command.split(), folder / f"{self.port}.log"
        self._environment = environment(PORT=str(self.port), CONSOLE_PORT="0", RATE_LIMIT="0", **settings)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to start it."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._command],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )

    def wait_ready(self) -> None:
        """Return when it says that it can work."""
        until(self._is_ready, STARTS, f"ready: {self.address}")

    def kill(self) -> None:
        """SIGKILL, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _is_ready(self) -> bool:
        assert self._process
        assert self._process.poll() is None, self._log.read_text(encoding="utf-8")[-2000:]
        return answers(self.address)
