"""A conversation is carried over from the web by a link that works once, for ten minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.store.outbox.outbox import utc_now
from tests.channels.visitor import Visitor, problem
from tests.telegram.conftest import Served
from tests.telegram.emulator import Telegram
from tests.telegram.person import Person, opening, titles, until
from tests.telegram.test_delivery import conversation_of

PATH = "/api/chat/telegram-link"


@pytest.fixture
def visitor(served: Served) -> Visitor:
    """Somebody who has answered a question on the web."""
    until(lambda: served.channel._name)
    visitor = Visitor(served.client)
    visitor.send(text="can we start the safety check?")
    visitor.send(text="yes")
    visitor.send(text="no")
    return visitor


def link(visitor: Visitor) -> dict[str, Any]:
    response = visitor.client.post(PATH, headers=visitor.headers)
    assert response.status_code == 201, response.text
    body: dict[str, Any] = response.json()
    return body


def payload(visitor: Visitor) -> str:
    address, _, token = link(visitor)["url"].partition("?start=")
    assert address == "https://t.me/heads_up_bot"
    assert len(token) <= 64
    return str(token)


def test_the_conversation_goes_on_with_its_answers(visitor: Visitor, person: Person) -> None:
    person.writes(f"/start {payload(visitor)}")
    person.waits("We go on here")
    question = person.waits("Question 2 of 10")
    assert titles(question)[:2] == ["Yes", "No"]
    person.taps("No")
    person.waits("Question 3 of 10")
    history = visitor.history().json()
    assert history["screening"]["answers"] == {"blood_pressure_or_heart": "no", "blood_thinners": "no"}
    assert "Hello, and welcome" not in str(person.sees)


def test_a_link_works_once(visitor: Visitor, person: Person, telegram: Telegram) -> None:
    token = payload(visitor)
    person.writes(f"/start {token}")
    person.waits("We go on here")
    for again in (person, Person(telegram, 99)):
        again.writes(f"/start {token}")
        again.waits("does not work any more")
    person.writes("no")
    person.waits("Question 3 of 10")


def test_a_link_that_is_too_old_or_made_up_is_refused(
    visitor: Visitor, person: Person, served: Served
) -> None:
    served.channel._chats._now = lambda: utc_now() - timedelta(minutes=11)
    body = link(visitor)
    expires = datetime.fromisoformat(body["expires_at"].replace("Z", "+00:00"))
    assert timedelta(minutes=9) < expires - utc_now() <= timedelta(minutes=10)
    person.writes("/start " + body["url"].partition("=")[2])
    person.writes("/start made_up")
    person.waits("does not work any more", 2)
    assert served.channel._chats.conversations(served.channel._secrecy.chat(person.id)) == []


def test_only_whoever_has_the_conversation_gets_a_link(visitor: Visitor) -> None:
    client = visitor.client
    problem(client.post(PATH), 401, "no_token")
    problem(client.post(PATH, headers={"Authorization": "Bearer made.up"}), 401, "bad_token")
    client.delete("/api/chat/conversation", headers=visitor.headers)
    problem(client.post(PATH, headers=visitor.headers), 401, "bad_token")


def test_only_so_many_links_are_made(visitor: Visitor) -> None:
    for _ in range(20):
        link(visitor)
    assert visitor.client.post(PATH, headers=visitor.headers).headers["retry-after"]


def test_the_token_is_not_stored(visitor: Visitor, served: Served) -> None:
    token = payload(visitor)
    with served.house.store.reading() as reader:
        rows = reader._session.execute(text("SELECT * FROM telegram_links")).all()
    assert rows
    assert token not in str(rows)


def test_erasing_here_erases_the_older_chat_too(visitor: Visitor, person: Person, served: Served) -> None:
    person.writes("what are the risks?")
    person.waits(opening("risks_overview"))
    older = conversation_of(served, person.id)
    person.writes(f"/start {payload(visitor)}")
    person.waits("We go on here")
    person.writes("/delete")
    person.waits(opening("erase_ask"))
    person.taps("Yes, delete everything")
    person.waits("Everything of this chat is deleted")
    with served.house.store.reading() as reader:
        assert reader.conversation(older) is None
    assert visitor.history().status_code == 401
