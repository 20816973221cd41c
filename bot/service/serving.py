"""Start the service: settings, knowledge, database, model, then the socket is opened."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

from starlette.applications import Starlette

from bot.channels.attaching import attach
from bot.channels.conversations import Conversations
from bot.channels.metrics import Metrics
from bot.channels.web.addresses import Addresses
from bot.channels.web.app import create_app
from bot.channels.web.logs import configure_logs
from bot.channels.web.problems import Refusals, load_words
from bot.channels.web.server import bound_socket, run
from bot.console.process.beside import console
from bot.content import sign_off
from bot.content.knowledge import Knowledge, KnowledgeError
from bot.dialogue.rasa.inside.version import OtherRasa
from bot.dialogue.rasa.training import NotTrained
from bot.language.ear.ear import ear
from bot.language.readers import Readers
from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from bot.channels.outbox.worker import OutboxWorker
    from bot.store.conversations.store import Store

CANNOT_START: Final = 2


def main() -> int:
    """Serve until told to stop. What keeps it from starting is said in one line."""
    configure_logs()
    signal.signal(signal.SIGTERM, _leave)
    try:
        serve(os.environ)
    except (SettingsError, KnowledgeError, NotTrained, OtherRasa) as error:
        print(f"The assistant cannot start. {error}", file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        pass
    return 0


def serve(environment: Mapping[str, str]) -> None:
    """Raises SettingsError, KnowledgeError, NotTrained or OtherRasa, each with the remedy."""
    from bot.content.loading import load

    settings = read_settings(environment)
    knowledge, refusals = load(), Refusals(load_words())
    check(settings, knowledge)
    readers = Readers.of(knowledge)
    with closing(bound_socket(settings.host, settings.port)) as listener:
        migrate_database(settings.database_url)
        with console(settings) as staff:
            print("Loading the model. This takes some seconds ...", flush=True)
            with opened(settings) as store:
                conversations = loaded(settings, readers, store)
                metrics = Metrics()
                metrics.learned_ear.set(ear() is not None)
                outbox = outbox_of(store, settings, metrics)
                app = create_app(conversations, settings, knowledge, metrics, outbox.tell_clinic, refusals)
                attach(app, outbox)
                attach_telegram(app, conversations, settings, knowledge, store, outbox)
                run(app, listener, staff, settings.drain_seconds)


def check(settings: Settings, knowledge: Knowledge) -> None:
    """What can be known to be wrong before anything is loaded (contract, section 5)."""
    Addresses(settings.trusted_proxies)
    if settings.production:
        sign_off.check(knowledge)


def migrate_database(database_url: str) -> None:
    """Bring the tables up to date."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.store.database.migrate import migrate

    try:
        migrate(database_url)
    except (ValueError, TimeoutError) as error:
        raise SettingsError(f"DATABASE_URL cannot be used: {error}") from None
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).partition("\n")[0]
        remedy = "check the setting, that the database runs, and that it can be written"
        raise SettingsError(f"DATABASE_URL cannot be used ({reason}): {remedy}") from None


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The one store of this process: every channel's writers wait in its line."""
    from bot.store.conversations.store import Store

    store = Store(settings.database_url)
    try:
        yield store
    finally:
        store.dispose()


def loaded(settings: Settings, readers: Readers, store: Store) -> Conversations:
    """The conversations on the real model. Imported late: Rasa takes seconds to import."""
    from bot.service.assembly import assemble

    conversations: Conversations = assemble(settings, readers, store)
    gc.freeze()  # what was loaded stays: it need not be looked through again and again in the middle of turns
    return conversations


def outbox_of(store: Store, settings: Settings, metrics: Metrics) -> OutboxWorker:
    """What delivers what waits: alerts, where there is an address to tell them."""
    from bot.channels.outbox.alerts import AlertCarrier
    from bot.channels.outbox.worker import OutboxWorker
    from bot.store.outbox.outbox import Outbox

    worker = OutboxWorker(Outbox(store), metrics, alone=store.dialect == "sqlite")
    if settings.alert_url is not None:
        worker.carry(AlertCarrier(settings.alert_url))
    return worker


def attach_telegram(
    app: Starlette,
    conversations: Conversations,
    settings: Settings,
    knowledge: Knowledge,
    store: Store,
    outbox: OutboxWorker,
) -> None:
    """The same conversations on Telegram, beside the web, where a bot's token is given."""
    if settings.telegram_bot_token is None:
        print("Telegram is off: TELEGRAM_BOT_TOKEN is not set.", flush=True)
        return
    from bot.channels.telegram.channel import Channel

    channel = Channel(conversations, settings, knowledge, store, outbox)
    attach(app, channel, channel.routes())
    way = "webhook" if settings.telegram_webhook_secret else "long polling"
    print(f"Telegram is on ({way}).", flush=True)


def _leave(number: int, frame: object) -> NoReturn:
    """SIGTERM is the ordinary way to stop: the server finishes first, then this ends the process."""
    raise SystemExit(0)
