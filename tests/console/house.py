"""A clinic with staff and visitors: the real turn, store and console, a dialogue without Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.console.app import create_app, make_services
from bot.console.auth.passwords import Passwords
from bot.console.auth.roles import ROLES
from bot.console.services import Services
from bot.domain.messages import IncomingMessage, MessageView, Reply
from bot.domain.screening import from_json, to_json
from bot.settings import SQLITE
from bot.store.conversations.models import Conversation
from bot.store.conversations.store import Store
from bot.store.database.migrate import migrate
from bot.turn.conversations import Conversations
from tests.conversation import Clock, knowledge, red_flags, settings_for
from tests.fake_dialogue import FakeDialogue

UNREAD = "qwrt zxcv plk"
"""A message that nobody understands."""
PASSWORD = "correct horse battery staple"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""As the real one, but not made to be slow."""
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class House:
    """The clinic. `clock` is the time of day of visitors and staff alike."""

    store: Store
    conversations: Conversations
    services: Services
    app: Flask
    clock: Clock
    people: dict[str, str] = field(default_factory=dict)

    def talk(self, *said: str, channel: str = "web") -> str:
        """A conversation in which somebody types this; `[No]` presses the newest button of that name."""
        conversation = self.conversations.begin(channel, "en").conversation
        if said:
            self.goes_on(conversation, *said)
        return conversation

    def goes_on(self, conversation: str, *said: str) -> Reply:
        """The same person says more."""
        reply = self.conversations.history(conversation)
        shown = list(reply.messages)
        for text in said:
            reply = self.conversations.say(conversation, _heard(text, shown))
            shown += reply.messages
        return reply

    def screened(self, *but: tuple[int, str], channel: str = "web") -> str:
        """A whole screening: every answer is No, apart from `but` (position, button)."""
        answers = [dict(but).get(position, "No") for position in range(1, 11)]
        return self.talk(
            "[Start the check]", "[I agree*]", *(f"[{answer}]" for answer in answers), channel=channel
        )

    def doubted(self) -> str:
        """Every answer is No, something was not understood, and the doubt about it waits."""
        return self.talk("[Start the check]", "[I agree*]", UNREAD, *["[No]"] * 10)

    def notes_beside(self, conversation: str, **noted: Any) -> None:
        """The screening holds this too, whatever was said."""
        with self.store.writing() as session:
            row = session.get(Conversation, conversation)
            assert row is not None
            row.screening = to_json(from_json(row.screening).but(**noted))

    def hire(self) -> None:
        """One account of each role, named by it."""
        for role in ROLES:
            self.services.accounts.add(role, PASSWORD, role, "test")

    def browser(self, role: str | None = None) -> Staff:
        """A browser; signed in, if a role is named."""
        staff = Staff(self.app.test_client())
        if role is not None:
            assert staff.sign_in(role, PASSWORD).status_code == 302
        return staff


@dataclass
class Staff:
    """Somebody of the staff at a browser without scripts. Forms carry the token of the page they stand on."""

    client: FlaskClient

    def sign_in(self, name: str, password: str, code: str = "", **options: Any) -> TestResponse:
        return self.post(
            "/sign-in", {"name": name, "password": password, "code": code}, page="/sign-in", **options
        )

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def text(self, path: str) -> str:
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return str(response.get_data(as_text=True))

    def post(self, path: str, data: dict[str, Any], page: str = "/account", **options: Any) -> TestResponse:
        found = TOKEN.search(self.client.get(page).get_data(as_text=True))
        token = {"csrf_token": found[1]} if found else {}
        return self.client.post(path, data={**token, **data}, **options)


def _heard(text: str, shown: list[MessageView]) -> IncomingMessage:
    if not text.startswith("["):
        return IncomingMessage(str(uuid4()), text=text)
    title = text[1:-1]
    for message in reversed(shown):
        for choice in message.choices:
            if choice.title == title or (title.endswith("*") and choice.title.startswith(title[:-1])):
                return IncomingMessage(str(uuid4()), choice=choice.value)
    raise LookupError(f"no button {title!r} was shown")


def _lay_ready(file: Path) -> None:
    """An empty database with its tables, where there is none: copying is quicker than migrating."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_empty())


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        migrate(f"{SQLITE}{file}")
        return file.read_bytes()


@contextmanager
def house(url: str, **more: str) -> Iterator[House]:
    """A clinic on the database `url`, without staff."""
    settings, clock, store = settings_for(url, **more), Clock(), Store(url)
    if store.dialect == "sqlite":
        _lay_ready(Path(url.removeprefix(SQLITE)))
    store.migrate()
    try:
        made = Conversations(store, FakeDialogue(knowledge()), knowledge(), red_flags(), settings, now=clock)
        services = make_services(settings, knowledge(), store, Passwords(QUICK), clock)
        yield House(store, made, services, create_app(services), clock)
    finally:
        store.dispose()
