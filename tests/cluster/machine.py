"""What this machine gives to processes of ours: a port, an environment, and time to come up."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent.parent
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
        time.sleep(0.05)
