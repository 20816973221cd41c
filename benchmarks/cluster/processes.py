"""The assistant's processes: started, watched, killed and restarted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import httpx

from tests.cluster.machine import ROOT, STARTS, environment, free_port, until
from tests.conversation import SECRET

DRAIN_SECONDS: Final = 2
_ENDS: Final = 60.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Process:
    """`python -m bot`, always on the same port."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = folder / f"{self.port}.log"
        self._environment = environment(
            DATABASE_URL=database_url,
            SECRET_KEY=SECRET,
            PORT=str(self.port),
            CONSOLE_PORT="0",
            RATE_LIMIT="0",
            TRUSTED_PROXIES="127.0.0.1",
            DRAIN_SECONDS=str(DRAIN_SECONDS),
            OMP_NUM_THREADS="1",
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to start it."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot"],
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
        """SIGKILL: no time for anything."""
        self._end(signal.SIGKILL)

    def leave(self) -> None:
        """SIGTERM, as a service manager sends it; returns when the process has ended."""
        code = self._end(signal.SIGTERM)
        assert code == 0, f"it ended with {code}: {self.errors[-3:]}"

    @property
    def cpu_seconds(self) -> float:
        """What it has used since it was started."""
        assert self._process
        return cpu_seconds(self._process.pid)

    @property
    def memory(self) -> int:
        """Its resident bytes."""
        assert self._process
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024

    @property
    def errors(self) -> list[str]:
        """The lines of its log that tell of errors."""
        lines = self._log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if '"level": "error"' in line or line.startswith("Traceback")]

    def end(self) -> None:
        """Whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _end(self, number: int) -> int:
        assert self._process
        self._process.send_signal(number)
        return self._process.wait(_ENDS)

    def _is_ready(self) -> bool:
        assert self._process
        assert self._process.poll() is None, self._log.read_text(encoding="utf-8")[-2000:]
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


def cpu_seconds(pid: int, with_children: bool = False) -> float:
    """The processor time of a process; `with_children` also of those that it has buried."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if with_children else 13])) / _TICKS


def family_cpu_seconds(pid: int) -> float:
    """The processor time of a process and of all its children, alive or buried."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return cpu_seconds(pid, with_children=True) + sum(cpu_seconds(int(child)) for child in children)
