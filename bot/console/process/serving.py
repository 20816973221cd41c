"""Serving the console: alone by `python -m bot console`, or beside the assistant (beside.py)."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from contextlib import closing
from typing import Final, NoReturn

import waitress

from bot.channels.web.logs import configure_logs
from bot.console.app import create_app, make_services
from bot.console.process import sweeping
from bot.console.process.socket import SOCKET_NUMBER, address, bound
from bot.content.knowledge import KnowledgeError
from bot.content.loading import load
from bot.settings import Settings, SettingsError, read_settings
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable

CANNOT_START: Final = 2
THREADS: Final = 6


def main() -> int:
    """Serve until told to stop. What keeps it from starting is said in one line."""
    configure_logs()
    signal.signal(signal.SIGTERM, _leave)
    handed = os.environ.pop(SOCKET_NUMBER, None)
    try:
        settings = read_settings(os.environ)
        with closing(_handed(handed) if handed else bound(settings)) as listener:
            serve(settings, listener, alone=handed is None)
    except (SettingsError, KnowledgeError, Unavailable, ValueError) as error:
        print(f"The console cannot start. {error}", file=sys.stderr)
        return CANNOT_START
    except (KeyboardInterrupt, SystemExit):
        pass
    return 0


def serve(settings: Settings, listener: socket.socket, alone: bool) -> None:
    """Serve on this socket. `alone`: nobody else has brought the tables up to date."""
    store = Store(settings.database_url)
    if alone:
        store.migrate()
    app = create_app(make_services(settings, load(), store))
    server = waitress.create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident="",
        channel_timeout=30,
        max_request_body_size=app.config["MAX_CONTENT_LENGTH"] * 2,
        clear_untrusted_proxy_headers=False,  # addresses.py believes only the proxies that are trusted
    )
    if alone:
        print(
            f"The console is ready at {address(listener)}. Accounts are made with: make staff-user",
            flush=True,
        )
    over = threading.Event()
    sweeping.begin(store, over)
    try:
        server.run()
    finally:
        over.set()
        server.close()
        store.dispose()


def _handed(number: str) -> socket.socket:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return socket.socket(fileno=int(number))


def _end_with_parent() -> None:
    """Standard input is a pipe that closes when the assistant ends, however it ends."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _leave(number: int, frame: object) -> NoReturn:
    raise SystemExit(0)
