"""The assistant's processes: started, watched, killed and restarted."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Final

from tests.conversation import SECRET
from tests.machine import Service

DRAIN_SECONDS: Final = 2
_ENDS: Final = 60.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Process(Service):
    """`python -m bot serve`, as one of several behind a proxy."""

    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(
            "bot serve",
            folder,
            DATABASE_URL=database_url,
            SECRET_KEY=SECRET,
            TRUSTED_PROXIES="127.0.0.1",
            DRAIN_SECONDS=str(DRAIN_SECONDS),
            OMP_NUM_THREADS="1",
        )

    def leave(self) -> None:
        """SIGTERM, as a service manager sends it; returns when the process has ended."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(_ENDS)
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


def cpu_seconds(pid: int, with_children: bool = False) -> float:
    """The processor time of a process; `with_children` also of those that it has buried."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if with_children else 13])) / _TICKS


def family_cpu_seconds(pid: int) -> float:
    """The processor time of a process and of all its children, alive or buried."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return cpu_seconds(pid, with_children=True) + sum(cpu_seconds(int(child)) for child in children)
