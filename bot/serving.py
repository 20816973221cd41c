"""Start the service: settings, knowledge, database, model, then the door is opened."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

import uvicorn

from bot.channels.conversations import Conversations
from bot.channels.web.addresses import Addresses
from bot.channels.web.app import create_app
from bot.channels.web.logs import configure_logs
from bot.core.knowledge import Knowledge, KnowledgeError
from bot.settings import Settings, SettingsError, read_settings
from bot.training import NotTrained

CANNOT_START: Final = 2
_GRACE_SECONDS: Final = 15
_LAST_PORT: Final = 65535


def main() -> int:
    """Serve until told to stop. What keeps it from starting is said in one line."""
    configure_logs()
    signal.signal(signal.SIGTERM, _leave)
    try:
        serve(os.environ)
    except (SettingsError, KnowledgeError, NotTrained) as error:
        print(f"The assistant cannot start. {error}", file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        pass
    return 0


def serve(environment: Mapping[str, str]) -> None:
    """Raises SettingsError, KnowledgeError or NotTrained, which name what is wrong and the remedy."""
    from bot.core.loading import load

    settings = read_settings(environment)
    knowledge = load()
    check(settings, knowledge)
    with listening_socket(settings.host, settings.port) as door:
        migrate_database(settings.database_url)
        print("Loading the model. This takes some seconds ...", flush=True)
        run(loaded(settings, knowledge), settings, knowledge, door)


def check(settings: Settings, knowledge: Knowledge) -> None:
    """What can be known to be wrong before anything is loaded (contract, section 5)."""
    Addresses(settings.trusted_proxies)
    version = knowledge.checklist.version
    if settings.production and not knowledge.clinic.signed_off_by.get(version, "").strip():
        remedy = f'in production, name the clinician who approved checklist version "{version}"'
        raise KnowledgeError("clinic.yml", "signed_off_by", remedy)


def listening_socket(host: str, port: int) -> socket.socket:
    """The socket of the service, taken before the long steps: nothing else can take it meanwhile."""
    if port > _LAST_PORT:
        raise SettingsError(f"PORT is {port}: give a number up to {_LAST_PORT}")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise SettingsError(f"HOST is {host!r}: give an address of this machine") from None
    door = socket.socket(family, kind)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(address)
        door.listen()
    except OSError as error:
        door.close()
        remedy = "stop what uses it, or choose another with PORT, for example PORT=8080 make run"
        raise SettingsError(f"PORT {port} on {host} cannot be used ({error.strerror}): {remedy}") from None
    return door


def migrate_database(database_url: str) -> None:
    """Bring the tables up to date."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.store.migrate import migrate

    try:
        migrate(database_url)
    except (ValueError, TimeoutError) as error:
        raise SettingsError(str(error)) from None
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        remedy = "check the setting, that the database runs, and that it can be written"
        raise SettingsError(f"DATABASE_URL cannot be used ({reason}): {remedy}") from None


def loaded(settings: Settings, knowledge: Knowledge) -> Conversations:
    """The conversations on the real model. Imported late: Rasa takes seconds to import."""
    from bot.engine.assembly import assemble

    conversations: Conversations = assemble(settings, knowledge)
    return conversations


def run(conversations: Conversations, settings: Settings, knowledge: Knowledge, door: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C; turns that have begun are finished."""
    config = uvicorn.Config(
        create_app(conversations, settings, knowledge),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    address = f"http://{host}:{door.getsockname()[1]}"
    Server(config, lambda: _say_ready(address)).run(sockets=[door])


class Server(uvicorn.Server):
    """A server that tells when it has begun to serve."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._tell_ready()


def _say_ready(address: str) -> None:
    print(f"Heads Up is ready at {address}. To talk to it, type in a second terminal: make chat", flush=True)


def _leave(number: int, frame: object) -> NoReturn:
    """SIGTERM is the ordinary way to stop: the server finishes first, then this ends the process."""
    raise SystemExit(0)
