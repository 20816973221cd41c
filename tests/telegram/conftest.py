"""The channel beside the web application, on a Bot API server of this machine and a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.channels.attaching import attach
from bot.channels.metrics import Metrics
from bot.channels.telegram.channel import Channel
from bot.channels.web.app import create_app
from bot.dialogue.port import Dialogue
from bot.service.serving import outbox_of
from bot.store.outbox.outbox import utc_now
from tests.conversation import House, house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue
from tests.telegram.emulator import TOKEN, Telegram, running_telegram
from tests.telegram.person import Person
from tests.telegram.served import QUICK


@dataclass
class Served:
    """Everything that runs."""

    house: House
    channel: Channel
    client: TestClient


Serve = Callable[..., Served]


def waits(served: Served) -> bool:
    """Whether an update could be handled now, or something be sent."""
    return bool(served.channel._inbox.chats_waiting() or served.channel._waiting.recipients())


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with running_telegram() as made:
        yield made


@pytest.fixture
def serve(telegram: Telegram, tmp_path: Path) -> Iterator[Serve]:
    """Start the service with some settings, on rules in memory unless a dialogue is given."""
    with ExitStack() as stack:

        def start(dialogue: Dialogue | None = None, url: str | None = None, **more: str) -> Served:
            base = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": telegram.address, **more}
            made = stack.enter_context(
                # tokens and chats are of now
                house(url or sqlite_file(tmp_path), dialogue or FakeDialogue(knowledge()), utc_now, **base)
            )
            outbox = outbox_of(made.store, made.settings, Metrics())
            outbox._sweep = QUICK.sweep
            tell = outbox.tell_clinic
            app = create_app(made.conversations, made.settings, knowledge(), outbox.metrics, tell)
            attach(app, outbox)
            channel = Channel(made.conversations, made.settings, knowledge(), made.store, outbox, QUICK)
            attach(app, channel, channel.routes())
            return Served(
                made, channel, stack.enter_context(TestClient(app, base_url="http://127.0.0.1:8000"))
            )

        yield start


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve()


@pytest.fixture
def person(telegram: Telegram, served: Served) -> Person:
    return Person(telegram)
