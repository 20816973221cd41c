"""Stored screenings outlive an upgrade, and old and new processes share conversations while it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain import screening as domain
from bot.domain.errors import NotStored
from bot.domain.screening import FORM
from bot.store.conversations.models import Conversation
from bot.store.conversations.queries import conversations, table
from tests.conversation import House, Talk, knowledge, plain

ROWS = Path(__file__).with_name("screenings_of_0_1.json")
"""What version 0.1 stored, and what it showed of it; `CURRENT` stands for the checklist's version."""

Stored = dict[str, Any]


def rows() -> list[Stored]:
    text = ROWS.read_text(encoding="utf-8").replace("CURRENT", knowledge().checklist.version)
    found: list[Stored] = json.loads(text)
    return found


def store(home: House, talk: Talk, screening: Stored) -> None:
    """As if another process had stored it."""
    columns = {
        "state": screening.get("state", "not_started"),
        "question": screening.get("question"),
        "checklist_version": screening.get("checklist_version"),
        "red_flag": bool(screening.get("red_flags")),
    }
    query = update(table(Conversation)).where(conversations.id == talk.id)
    with home.store.writing() as session:
        session.execute(query.values(screening=screening, **columns))


def stored(home: House, talk: Talk) -> Stored:
    with home.store.reading() as reader:
        found: Stored = reader.one(select(conversations.screening).where(conversations.id == talk.id))
    return found


each_row = pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])


@each_row
def test_a_screening_of_the_previous_release_is_shown_as_it_was(talk: Talk, home: House, row: Stored) -> None:
    store(home, talk, row["screening"])
    shown = plain(talk.looks())["screening"]
    assert row["shown"].items() <= shown.items()


@each_row
def test_a_conversation_of_the_previous_release_goes_on(talk: Talk, home: House, row: Stored) -> None:
    store(home, talk, row["screening"])
    talk.says("what are the risks?")
    assert "risks_overview" in talk.topics
    shown = plain(talk.reply)["screening"]
    assert row["shown"].items() <= shown.items()
    assert "resume_to" not in stored(home, talk)
    for _ in range(15):
        talk.says("no")
        assert "technical_problem" not in talk.topics


@each_row
def test_the_previous_release_reads_what_is_stored_now(talk: Talk, home: House, row: Stored) -> None:
    """It refused fields that it did not know, so none may appear that nobody needs."""
    known = set(row["screening"])
    store(home, talk, row["screening"])
    for said in ("what are the risks?", "no", "stop", "continue"):
        talk.says(said)
        assert set(stored(home, talk)) <= known


def test_what_a_newer_process_stored_survives_a_turn_of_an_older_one(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    new = {"weather": {"sky": ["blue"], "wind": None}}
    store(home, talk, {**stored(home, talk), **new})
    for said in ("no", "stop", "continue", "start over", "I have crushing chest pain going down my left arm"):
        talk.says(said)
        assert new.items() <= stored(home, talk).items()
    talk.says("delete my data")
    assert talk.says("yes").screening.state == "not_started"


def test_what_must_not_be_overlooked_is_left_to_a_process_that_knows_it(talk: Talk, home: House) -> None:
    talk.reaches("obesity")
    was = stored(home, talk)
    newer = {**was, "omens": ["a crow"], "schema": FORM + 1}
    store(home, talk, newer)
    with pytest.raises(NotStored, match="newer"):
        talk.says("no", id="a")
    with pytest.raises(NotStored, match="newer"):
        talk.looks()
    assert stored(home, talk) == newer
    store(home, talk, was)
    assert talk.says("no", id="a").screening.outcome == "eligible", "sent again, it is taken"


def test_a_field_that_must_not_be_overlooked_tells_its_form_where_it_is_set(
    talk: Talk, home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domain, "NEEDS", {"earlier_yes": FORM})
    talk.reaches("eye_condition")
    assert "schema" not in stored(home, talk)
    talk.says("I have glaucoma")
    talk.says("start over")
    assert stored(home, talk)["schema"] == FORM
    assert plain(talk.looks())["screening"]["state"] == "asking"
