"""`python -m tests.channels.served`: the real service on conversations in memory, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from bot.service import serving
from tests.channels.fake import FakeConversations

ROOT = Path(__file__).parent.parent.parent


class Served:
    """The service, started; `address` is where it serves."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
            "DATABASE_URL": f"sqlite:///{folder}/served.db",
            "PORT": "0",
            "CONSOLE_PORT": "0",
            **environment,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.channels.served"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.address = ""

    def ready(self) -> Served:
        """Wait until it says that it serves."""
        assert self.process.stdout
        for line in self.process.stdout:
            if found := re.search(r"ready at (http://\S+?)\. ", line):
                self.address = found[1]
                return self
        raise AssertionError(self.process.communicate()[1])

    def ended(self, signal: int | None = None) -> tuple[int, str]:
        """Send a signal, wait for the end; gives the exit code and what was written to standard error."""
        if signal is not None:
            self.process.send_signal(signal)
        try:
            _, errors = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
        return self.process.returncode, errors


def main() -> int:
    conversations = FakeConversations()
    conversations.slow = float(os.environ.get("SLOW", "0"))
    serving.loaded = lambda settings, readers, store: conversations
    return serving.main()


if __name__ == "__main__":
    sys.exit(main())
