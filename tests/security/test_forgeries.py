"""Forged tokens, references, one-time links, buttons, cookies and secrets: none is accepted."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from werkzeug.http import dump_cookie

from bot.channels.web.app import create_app
from tests.channels.visitor import Visitor
from tests.console.house import House as Clinic
from tests.console.house import house as clinic_house
from tests.conversation import House, house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue
from tests.security.forging import forged, random_name, signed_by_others
from tests.security.size import FORGERIES
from tests.telegram.updates import Updates

Tried = Callable[[str, int], None]


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Tried:
    """Notes how many were tried, for the report."""

    def note(kind: str, count: int) -> None:
        record_property("kind", kind)
        record_property("cases", count)

    return note


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(sqlite_file(tmp_path), FakeDialogue(knowledge())) as made:
        yield made


@pytest.fixture
def client(home: House) -> Iterator[TestClient]:
    app = create_app(home.conversations, home.settings, knowledge())
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        yield client


def eligible(client: TestClient) -> tuple[Visitor, str]:
    """Somebody who has answered ten times no, and the reference of the booking link."""
    visitor = Visitor(client)
    for said in ("can we start the safety check?", "yes", *["no"] * 10):
        reply = visitor.send(text=said).json()
    return visitor, reply["messages"][-1]["links"][0]["url"].rpartition("/")[2]


def test_no_forged_token_opens_a_conversation(client: TestClient, tried: Tried) -> None:
    visitors = [Visitor(client) for _ in range(4)]
    tokens = [visitor.begun["token"] for visitor in visitors]
    ids = [token.partition(".")[0] for token in tokens]
    names = [*(name for id in ids for name in signed_by_others(id)), *forged(tokens, FORGERIES, random_name)]
    before = [visitor.history().json() for visitor in visitors]
    calls = (("GET", "conversation"), ("DELETE", "conversation"), ("POST", "messages"))
    opened = []
    for number, name in enumerate(names):
        method, path = calls[number % len(calls)]
        answer = client.request(method, f"/api/chat/{path}", headers={"Authorization": f"Bearer {name}"})
        opened += [name] if answer.status_code != 401 else []
    assert opened == []
    assert [visitor.history().json() for visitor in visitors] == before
    tried("tokens of the visitor API", len(names))


def test_no_forged_reference_leads_to_booking(client: TestClient, home: House, tried: Tried) -> None:
    references = [eligible(client)[1] for _ in range(3)]
    assert {client.get(f"/book/{real}").status_code for real in references} == {200}
    ids = [real.partition(".")[0] for real in references]
    names = [
        *(name for id in ids for name in signed_by_others(id)),
        *forged(references, FORGERIES, random_name),
    ]
    opened = [name for name in names if client.get(f"/book/{name}").status_code != 404]
    assert opened == []
    assert {home.conversations.visit_booking(name).kind for name in names} == {"unknown"}
    tried("booking references", len(names))


def test_no_forged_link_carries_a_conversation_over(tmp_path: Path, tried: Tried) -> None:
    with Updates(sqlite_file(tmp_path)) as updates:
        chats = updates.turns.chats
        conversation = updates.house.conversations.begin("web", "en").conversation
        tokens = [secrets.token_urlsafe(32) for _ in range(5)]
        for token in tokens:
            chats.add_link(updates.secrecy.links(token)[0], conversation, 600)
        digests = [updates.secrecy.links(token)[0] for token in tokens]  # what the database holds
        names = [*digests, *forged(tokens, FORGERIES, lambda chance: chance.randbytes(24).hex())]
        carried = []
        for number, name in enumerate(names):
            chat = 1000 + number
            updates.handles(message_of(chat, f"/start {name}"))
            if any(
                row.conversation_id == conversation for row in chats.conversations(updates.secrecy.chat(chat))
            ):
                carried.append(name)
        assert carried == []
        updates.handles(message_of(1, f"/start {tokens[0]}"))
        [row] = chats.conversations(updates.secrecy.chat(1))
        assert row.conversation_id == conversation, "the real one still works"
    tried("one-time links to Telegram", len(names))


def test_no_forged_button_answers_a_question(tmp_path: Path, tried: Tried) -> None:
    with Updates(sqlite_file(tmp_path)) as updates:
        for chat in (1, 2):
            for text in ("/check", "yes", "no"):
                updates.handles(message_of(chat, text))
        [row] = updates.turns.chats.conversations(updates.secrecy.chat(1))
        history = updates.house.conversations.history
        before = history(row.conversation_id)
        offered = {choice.value for message in before.messages for choice in message.choices}
        assert before.screening.question == "blood_thinners"
        for name in forged(sorted(offered), FORGERIES, made_up_choice):
            updates.takes(1, callback_query=tap(1, name[:64]))
        after = history(row.conversation_id)
        assert after.screening == before.screening
        assert len(after.messages) == len(before.messages)
    tried("callback data of buttons", FORGERIES)


def test_no_forged_cookie_lets_anybody_into_the_console(sqlite_url: str, tried: Tried) -> None:
    with clinic_house(sqlite_url) as clinic:
        clinic.hire()
        cookies = [cookie_of(clinic, role) for role in ("administrator", "viewer")]
        assert [enters(clinic, cookie) for cookie in cookies] == [True, True]
        names = forged(cookies, FORGERIES, random_name)
        assert [name for name in names if enters(clinic, name)] == []
    tried("cookies of the console", len(names))


def cookie_of(clinic: Clinic, role: str) -> str:
    cookie = clinic.browser(role).client.get_cookie("heads_up_console")
    assert cookie
    return str(cookie.value)


def enters(clinic: Clinic, cookie: str) -> bool:
    """Whether a browser with this cookie is shown the inbox."""
    header = dump_cookie("heads_up_console", cookie)
    answer = clinic.app.test_client(use_cookies=False).get("/", headers={"Cookie": header})
    assert answer.status_code in (200, 302)
    return answer.status_code == 200


def made_up_choice(chance: random.Random) -> str:
    """A value as ours are, for another question, another asking, or of another shape."""
    question = chance.choice((*knowledge().checklist.ids, "consent", "erase", "whose", "topic", "start", "~"))
    answer = chance.choice(("yes", "no", "unsure", "declined", "why", "under_age", "eligible", "", "no:no"))
    return f"{question}:{answer}:{chance.randint(-3, 400)}"


def message_of(chat: int, text: str) -> dict[str, Any]:
    """A private message as Telegram tells it."""
    user = {"id": chat, "is_bot": False, "first_name": "Asha"}
    number, private = secrets.randbelow(2**40), {"id": chat, "type": "private"}
    return {"message_id": number, "date": int(time.time()), "chat": private, "from": user, "text": text}


def tap(chat: int, data: str) -> dict[str, Any]:
    """A button of the newest message that is tapped, with whatever it sends."""
    shown = message_of(chat, "Question 2 of 10")
    return {"id": "1", "from": shown["from"], "chat_instance": "1", "data": data or "x", "message": shown}
