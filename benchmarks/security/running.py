"""The service as it runs for everybody, with what it writes kept in a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[2]
STARTS: Final = 180.0
KEPT: Final = ("PATH", "HOME", "LANG", "MODELS")


@dataclass(frozen=True)
class Running:
    """A process, where it serves, and its log."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None


@contextmanager
def running(log: Path) -> Iterator[Running]:
    """`python -m bot serve` on an empty database, without limits; ended at the end."""
    with TemporaryDirectory() as folder, log.open("wb") as out:
        environment = {name: value for name, value in os.environ.items() if name in KEPT} | {
            "DATABASE_URL": f"sqlite:///{folder}/attacked.db",
            "RATE_LIMIT": "0",
            "PORT": "0",
            "CONSOLE_PORT": "0",
        }
        command = [sys.executable, "-m", "bot", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            yield Running(process, _address(process, log), log)
        finally:
            process.terminate()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + STARTS
    while not (found := re.search(r"ready at (http://\S+?)\. ", log.read_text(encoding="utf-8"))):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the service does not start; {log} says why")
        time.sleep(0.2)
    return found[1]
