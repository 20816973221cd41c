"""The console as a process beside the assistant: begun with it, begun again if it ends, ended with it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from typing import Final

from bot.console.process.socket import SOCKET_NUMBER, address, bound
from bot.settings import Settings, SettingsError

log = logging.getLogger(__name__)

STOP_SECONDS: Final = 10.0
"""The console has so long to end before it is killed."""
LONGEST_PAUSE: Final = 60.0


@contextmanager
def console(settings: Settings) -> Iterator[str | None]:
    """Run the console; gives its address. CONSOLE_PORT=0 means none; a port in use ends nothing else."""
    if settings.console_port == 0:
        yield None
        return
    try:
        listener = bound(settings)
    except SettingsError as error:
        print(f"The staff console is not served. {error}", file=sys.stderr, flush=True)
        yield None
        return
    with listener, _Keeper(listener):
        yield address(listener)


class _Keeper:
    """Keeps one process going."""

    def __init__(self, listener: socket) -> None:
        self._listener = listener
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._change = threading.Lock()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        with self._change:
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join(STOP_SECONDS)

    def _keep(self) -> None:
        pause = 1.0
        while not self._over.is_set():
            with self._change:
                if self._over.is_set():
                    return
                self._process = self._started()
            code = self._process.wait()
            if not self._over.is_set():
                log.error("the console ended and is begun again", extra={"code": code, "pause": pause})
                self._over.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _started(self) -> subprocess.Popen[bytes]:
        number = self._listener.fileno()
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "console"],
            env={**os.environ, SOCKET_NUMBER: str(number)},
            stdin=subprocess.PIPE,
            pass_fds=(number,),
            start_new_session=True,  # Ctrl-C is for the assistant, which ends this one
        )
