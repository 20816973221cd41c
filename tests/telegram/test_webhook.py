"""Webhook mode: who does not know the secret is refused, and nothing is answered before it is stored."""

from __future__ import annotations

from typing import Any

import pytest

from bot.settings import SettingsError, read_settings
from bot.store.database.errors import Unavailable
from bot.store.telegram.inbox import Inbox
from tests.channels.visitor import problem
from tests.telegram.conftest import Serve, Served, waits
from tests.telegram.emulator import Telegram
from tests.telegram.person import Person, opening, until

SECRET = "webhook-secret-0123456789"
PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def hooked(serve: Serve, telegram: Telegram) -> Served:
    served = serve(TELEGRAM_WEBHOOK_SECRET=SECRET, PUBLIC_URL="https://clinic.example")
    until(lambda: telegram.webhook)
    return served


def post(served: Served, update: Any, secret: str = SECRET) -> Any:
    return served.client.post(PATH, json=update, headers={HEADER: secret})


def test_it_registers_itself_and_answers_once(hooked: Served, telegram: Telegram) -> None:
    assert telegram.webhook
    assert telegram.webhook["url"] == f"https://clinic.example{PATH}"
    assert telegram.webhook["secret_token"] == SECRET
    person = Person(telegram)
    update = {"update_id": 1, "message": person.message(text="/start")}
    for _ in range(3):
        assert post(hooked, update).status_code == 200
    person.waits("Hello")
    post(hooked, {"update_id": 2, "message": person.message(text="what are the risks?")})
    person.waits(opening("risks_overview"))
    assert len(person.sees) == 2
    assert telegram.called("getUpdates") == []


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: SECRET + "x"}, {HEADER: "ü".encode()}])
def test_who_does_not_know_the_secret_is_refused(
    hooked: Served, telegram: Telegram, headers: dict[str, Any]
) -> None:
    update = {"update_id": 1, "message": Person(telegram).message(text="/start")}
    problem(hooked.client.post(PATH, json=update, headers=headers), 401, "no_token")
    assert not waits(hooked)


def test_what_is_no_update_is_harmless(hooked: Served) -> None:
    assert post(hooked, {"no": "number"}).status_code == 200
    problem(post(hooked, ["a list"]), 400, "malformed")


def test_what_cannot_be_stored_is_refused_and_told(
    hooked: Served, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Inbox, arrivals: Any) -> Any:
        raise Unavailable("gone")

    monkeypatch.setattr(Inbox, "add", fail)
    person = Person(telegram)
    update = {"update_id": 1, "message": person.message(text="I have crushing chest pain")}
    for _ in range(2):
        problem(post(hooked, update), 503, "not_stored")
    told = person.waits("could not store")
    assert "112" in told["text"].split("I am sorry")[0]
    assert len(person.sees) == 1


def test_without_a_secret_there_is_no_such_path(served: Served) -> None:
    problem(post(served, {}), 404, "no_such_path")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"TELEGRAM_WEBHOOK_SECRET": "short"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"TELEGRAM_WEBHOOK_SECRET": "not allowed: spaces"}, "TELEGRAM_WEBHOOK_SECRET"),
        (
            {
                "TELEGRAM_WEBHOOK_SECRET": SECRET,
                "ENVIRONMENT": "production",
                "BOOKING_URL": "https://a.example",
                "SECRET_KEY": "k" * 32,
            },
            "PUBLIC_URL",
        ),
    ],
)
def test_settings_that_cannot_work_are_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings({"SECRET_KEY": "k" * 32, **environment})
