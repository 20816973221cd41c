"""The console's socket."""

from __future__ import annotations

import socket
from typing import Final

from bot.settings import Settings, SettingsError

SOCKET_NUMBER: Final = "HEADS_UP_CONSOLE_SOCKET"
"""The number of the open socket, when the assistant starts the console."""


def bound(settings: Settings) -> socket.socket:
    """The socket, bound and not listening yet. Raises SettingsError."""
    host, port = settings.host, settings.console_port
    if not 0 < port < 65536:
        raise SettingsError(f"CONSOLE_PORT is {port}: give a number from 1 to 65535")
    listener = None
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
    except (OSError, UnicodeError) as error:
        if listener is not None:
            listener.close()
        reason = getattr(error, "strerror", None) or "no such address"
        remedy = "choose another with CONSOLE_PORT, for example CONSOLE_PORT=8081 make run"
        raise SettingsError(f"CONSOLE_PORT {port} on {host} cannot be used ({reason}): {remedy}") from None
    return listener


def address(listener: socket.socket) -> str:
    """Where a browser of this machine finds it."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
