"""Nobody who reads the database or the logs learns who wrote, or what."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.channels.telegram.secrecy import Secrecy, Unreadable
from bot.channels.web.logs import JsonLines
from bot.keys import Keys
from bot.store.outbox.models import Delivery
from bot.store.telegram.models import TelegramUpdate
from tests.telegram.conftest import Served
from tests.telegram.emulator import TOKEN, Fault, Telegram
from tests.telegram.person import Person, opening, until

CANARY = "canary-phrase-42"
TABLES = ("telegram_updates", "deliveries", "telegram_messages", "telegram_chats", "telegram_links")


def rows(served: Served, table: str) -> list[Any]:
    with served.house.store.reading() as reader:
        return list(reader._session.execute(text(f"SELECT * FROM {table}")).all())


def test_the_chat_and_the_texts_are_not_in_clear_anywhere(
    served: Served, telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(telegram, 7_654_321_987)
    telegram.faults.append(Fault("sendMessage", 500, times=10_000))
    said = person.writes(f"I have glaucoma {CANARY}", entities=[])
    until(lambda: rows(served, "deliveries"))
    waiting = str([rows(served, table) for table in TABLES])
    for clear in (str(person.id), CANARY, "Asha", "glaucoma", str(said["text"])):
        assert clear not in waiting
    files = b"".join(path.read_bytes() for path in tmp_path.glob("*.db*"))
    assert str(person.id).encode() not in files
    assert b"Asha" not in files


def test_what_is_done_leaves_a_number_only(served: Served, person: Person) -> None:
    person.writes("/start")
    person.waits("Hello")
    until(lambda: not rows(served, "deliveries"))
    [update] = rows(served, "telegram_updates")
    assert (update.chat, update.sealed, update.conversation_id) == (None, None, None)
    assert update.done_at


def test_erasing_leaves_nothing_of_the_chat(served: Served, person: Person) -> None:
    person.writes("/delete")
    person.waits(opening("erase_ask"))
    person.taps("Yes, delete everything")
    person.waits("Everything of this chat is deleted")
    until(lambda: not rows(served, "deliveries"))
    assert [rows(served, table) for table in TABLES[1:]] == [[], [], [], []]


def test_nothing_personal_is_logged(
    served: Served, person: Person, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    telegram.faults += [Fault("sendMessage", status) for status in (500, 400, 429)]
    telegram.push(message={"message_id": CANARY, "chat": {"id": 1, "type": "private"}, "text": CANARY})
    for content in (f"I have glaucoma {CANARY}", "/start", f"/start {CANARY}"):
        person.writes(content)
    person.waits("does not work any more")
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    for clear in (CANARY, str(person.id), "Asha", TOKEN, "glaucoma"):
        assert not [line for line in lines if clear in json.dumps(line)]


def test_rows_do_not_show_what_is_in_them() -> None:
    for model in (TelegramUpdate, Delivery):
        assert model.__repr__ is object.__repr__


def test_keys_differ_by_purpose_and_secret() -> None:
    one, other = Secrecy(Keys("k" * 32)), Secrecy(Keys("l" * 32))
    assert len({one.chat(7), one.text(7, ""), one.links("7")[0], other.chat(7), one.chat(8)}) == 5
    sealed = one.seal({"text": CANARY})
    assert CANARY not in sealed
    assert one.seal({"text": CANARY}) != sealed
    assert one.open(sealed) == {"text": CANARY}
    with pytest.raises(Unreadable):
        other.open(sealed)
