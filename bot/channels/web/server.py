"""The socket and the server behind it."""

from __future__ import annotations

import math
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Final

import uvicorn
from starlette.applications import Starlette

from bot.settings import SettingsError

_GRACE_SECONDS: Final = 15
"""Requests that have begun get so long to finish when the service ends."""
_IDLE_SECONDS: Final = 30
"""A connection that was idle for so long is closed. Proxies and clients should do so earlier, or a request
may meet a connection that is just being closed."""
_LAST_PORT: Final = 65535


def bound_socket(host: str, port: int) -> socket.socket:
    """The socket of the service, bound before the long steps so that a port in use is told at once.

    It listens only later: whoever comes while the model is loaded is turned away and can try another process.
    """
    if port > _LAST_PORT:
        raise SettingsError(f"PORT is {port}: give a number up to {_LAST_PORT}")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise SettingsError(f"HOST is {host!r}: give an address of this machine") from None
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with _port_named(host, port):
        listener.bind(address)
    return listener


@contextmanager
def _port_named(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "stop what uses it, or choose another with PORT, for example PORT=8080 make run"
        raise SettingsError(f"PORT {port} on {host} cannot be used ({error.strerror}): {remedy}") from None


def run(app: Starlette, listener: socket.socket, console: str | None = None, drain: float = 0.0) -> None:
    """Serve until SIGTERM or Ctrl-C; turns that have begun are finished. `console`: its address.

    After SIGTERM `/readyz` says no and it serves for `drain` seconds more: who looks there goes elsewhere.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=_IDLE_SECONDS,
    )
    host, port = listener.getsockname()[:2]
    with _port_named(host, port):
        listener.listen(config.backlog)
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    leaving = partial(setattr, app.state, "leaving", True)
    Server(config, lambda: _say_ready(address, console), leaving, drain).run(sockets=[listener])


class Server(uvicorn.Server):
    """A server that tells when it has begun to serve and when it is about to end."""

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], leaving: Callable[[], None], drain: float
    ) -> None:
        super().__init__(config)
        self._tell_ready, self._tell_leaving, self._drain = ready, leaving, drain
        self._ends = math.inf

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first SIGTERM lets it serve on for a while; any other signal ends it now."""
        self._tell_leaving()
        if sig == signal.SIGTERM and self._drain and self._ends == math.inf:
            self._ends = time.monotonic() + self._drain
            return
        super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        self.should_exit = self.should_exit or time.monotonic() >= self._ends
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._tell_ready()


def _say_ready(address: str, console: str | None) -> None:
    staff = f"The staff console is at {console}. " if console else ""
    print(
        f"Heads Up is ready at {address}. {staff}To talk to it, type in a second terminal: make chat",
        flush=True,
    )
