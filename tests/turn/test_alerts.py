"""What the clinic's own address is to be told is stored with the turn that found it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.errors import NotStored
from bot.keys import Keys
from bot.store.console.audit_trail import AuditTrail
from bot.store.conversations.queries import table
from bot.store.outbox.models import Delivery
from bot.turn.releases import Releases
from tests.conversation import SECRET, House, Talk, house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue

HEART = "I have crushing chest pain going down my left arm"
BACK = "I can't feel my groin and I can't pee"


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[House]:
    dialogue = FakeDialogue(knowledge())
    with house(sqlite_file(tmp_path), dialogue, ALERT_URL="https://clinic.example/alert") as made:
        yield made


@pytest.fixture
def talk(watched: House) -> Talk:
    return Talk(watched.conversations)


def alerts(home: House) -> list[Any]:
    """The conversation and flag of each, the oldest first."""
    with home.store.reading() as reader:
        rows = reader.all(select(Delivery).order_by(table(Delivery).c.id))
    assert all((row.kind, row.recipient, row.conversation_id) == ("alert", "clinic", None) for row in rows)
    return [tuple(json.loads(row.payload).values()) for row in rows]


def test_each_flag_of_a_conversation_is_told_once(watched: House, talk: Talk) -> None:
    talk.says(HEART, id="a")
    talk.says(HEART, id="a")
    talk.says(HEART)
    talk.says("continue")
    talk.says(BACK)
    other = Talk(watched.conversations)
    other.says(HEART)
    assert alerts(watched) == [(talk.id, "cardiac"), (talk.id, "cauda_equina"), (other.id, "cardiac")]


def test_a_flag_that_is_reported_again_much_later_is_told_again(watched: House, talk: Talk) -> None:
    talk.says(HEART)
    watched.clock.advance(minutes=9)
    talk.says(HEART)
    watched.clock.advance(minutes=11)
    talk.says(HEART)
    assert alerts(watched) == [(talk.id, "cardiac")] * 2


def test_a_flag_that_staff_released_is_new_when_it_is_reported_again(watched: House, talk: Talk) -> None:
    talk.says(HEART)
    releases = Releases(knowledge(), AuditTrail(Keys(SECRET)))
    with watched.store.writing() as session:
        releases.red_flags(session, talk.id, "ada", "Seen on the same day.", watched.clock())
    talk.says(HEART)
    assert alerts(watched) == [(talk.id, "cardiac")] * 2


def test_it_is_told_whatever_becomes_of_the_conversation(watched: House, talk: Talk) -> None:
    talk.says(HEART)
    watched.conversations.erase(talk.id)
    assert alerts(watched) == [(talk.id, "cardiac")]


def test_a_turn_that_is_not_stored_tells_nothing(
    watched: House, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Any) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(watched.store._engines.writer.dialect, "do_commit", fail)
    with pytest.raises(NotStored):
        talk.says(HEART)
    monkeypatch.undo()
    assert alerts(watched) == []


def test_without_an_address_nothing_waits(tmp_path: Path) -> None:
    with house(sqlite_file(tmp_path), FakeDialogue(knowledge())) as made:
        Talk(made.conversations).says(HEART)
        assert alerts(made) == []
