"""Two processes of the real service, on rules in memory instead of Rasa, over one PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from tests.channels.test_metrics import numbers
from tests.cluster.machine import ROOT, STARTS, environment, free_port, until
from tests.conversation import SECRET
from tests.telegram.emulator import TOKEN, Telegram


class Member:
    """One of the processes, always on the same port."""

    def __init__(self, folder: Path, url: str, telegram: Telegram) -> None:
        port = free_port()
        self.address, self._log = f"http://127.0.0.1:{port}", folder / f"{port}.log"
        self._environment = environment(
            DATABASE_URL=url,
            SECRET_KEY=SECRET,
            PORT=str(port),
            PUBLIC_URL="http://chat.clinic.example",
            CONSOLE_PORT="0",
            RATE_LIMIT="0",
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=telegram.address,
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to start it."""
        with self._log.open("ab") as out:
            command = [sys.executable, "-m", "tests.telegram.served"]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=out, stderr=out)

    def ready(self) -> None:
        """Wait until it can work."""
        until(self._is_ready, STARTS, f"ready: {self.address}")

    def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def polls(self) -> bool:
        """Whether it says that it polls Telegram."""
        told = numbers(httpx.get(f"{self.address}/metrics", timeout=10).text)
        return told["heads_up_telegram_polls",] == 1

    def _is_ready(self) -> bool:
        assert self._process
        assert self._process.poll() is None, self._log.read_text(encoding="utf-8")[-2000:]
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False
