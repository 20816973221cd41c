"""What is stored is whole after everything that people do, and each thing that does not fit is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import text

from bot.domain.messages import IncomingMessage
from bot.keys import Keys
from bot.turn.store_check import check, main
from tests.conversation import SECRET, House, Talk, house, knowledge
from tests.fake_dialogue import FakeDialogue


@contextmanager
def talked(url: str) -> Iterator[House]:
    """Several conversations that went different ways."""
    with house(url, FakeDialogue(knowledge())) as made:
        Talk(made.conversations)
        eligible = Talk(made.conversations)
        eligible.agrees()
        eligible.answers_all()
        other = Talk(made.conversations).reaches("pregnancy")
        for said in ("I have glaucoma", "change answer 3 to no", "start over", "no", "not sure", "stop"):
            other.says(said)
        Talk(made.conversations).says("I have crushing chest pain going down my left arm")
        erased = Talk(made.conversations).reaches("eye_condition")
        made.conversations.erase(erased.id)
        yield made


@pytest.fixture
def clinic(sqlite_url: str) -> Iterator[House]:
    with talked(sqlite_url) as made:
        yield made


def faults(home: House) -> list[str]:
    return check(home.store, knowledge(), Keys(SECRET)).faults


def test_it_is_whole(database_url: str) -> None:
    with talked(database_url) as clinic:
        found = check(clinic.store, knowledge(), Keys(SECRET))
        assert (found.faults, found.conversations) == ([], 4)
        assert found.messages > 30
        with clinic.store.writing() as session:
            session.execute(text("UPDATE messages SET position = 999 WHERE text = 'start over'"))
            session.execute(text("UPDATE answer_changes SET answer = 'no' WHERE answer = 'unsure'"))
        assert len(faults(clinic)) == 2


def test_it_is_whole_after_a_fault_in_a_turn(clinic: House, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(clinic.conversations).reaches("obesity")
    monkeypatch.setattr("bot.turn.turns.carry_out", None)
    clinic.conversations.say(talk.id, IncomingMessage(str(uuid4()), text="no"))
    assert faults(clinic) == []


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM messages WHERE id = (SELECT max(id) FROM messages)",
        "DELETE FROM messages WHERE sender = 'visitor' AND text = 'start over'",
        "UPDATE messages SET position = position + 1 WHERE id = (SELECT max(id) FROM messages)",
        "UPDATE messages SET conversation_id = (SELECT min(id) FROM conversations WHERE turns = 0) "
        "WHERE id = (SELECT max(id) FROM messages)",
        "DELETE FROM turns WHERE id = (SELECT max(id) FROM turns)",
        "UPDATE conversations SET turns = turns + 1 WHERE outcome = 'eligible'",
        "UPDATE conversations SET outcome = 'eligible' WHERE outcome = 'urgent'",
        "UPDATE conversations SET outcome = NULL WHERE outcome = 'eligible'",
        "UPDATE conversations SET state = 'asking' WHERE outcome = 'eligible'",
        "UPDATE answer_changes SET answer = 'no' WHERE answer = 'unsure'",
        "DELETE FROM answer_changes WHERE question = 'obesity'",
        "DELETE FROM offers WHERE value LIKE 'obesity:%'",
        "DELETE FROM inbox WHERE outcome = 'eligible'",
        "UPDATE conversations SET screening = json_set(screening, '$.unheard', json('[\"x\"]')) "
        "WHERE outcome = 'eligible'",
        "UPDATE conversations SET screening = json_set(screening, '$.waiting_for', 'doubt') "
        "WHERE outcome = 'urgent'",
        "UPDATE messages SET topic = 'cost' WHERE topic = 'outcome:eligible'",
        "UPDATE audit_head SET newest = 7",
        "UPDATE alembic_version SET version_num = '0001'",
        "DROP TABLE telegram_links",
    ],
)
def test_what_does_not_fit_is_found(clinic: House, harm: str) -> None:
    with clinic.store.writing() as session:
        session.execute(text(harm))
    assert faults(clinic) != []


@pytest.mark.parametrize(
    "more",
    [
        {"unheard": ["x"]},
        {"doubts": [{"said": ["x"], "answer": "health"}]},
        {"age_said": "class 9"},
        {"waiting_for": "emergency_check", "emergency_checks": [{"flag": "stroke", "said": "x"}]},
    ],
    ids=lambda more: next(iter(more)),
)
def test_nothing_in_doubt_stands_behind_a_link_even_where_the_questions_have_changed(
    clinic: House, more: dict[str, object]
) -> None:
    changes = {"checklist_version": "an older one", **more}
    for name, value in changes.items():
        change = "UPDATE conversations SET screening = json_set(screening, :at, json(:value))"
        with clinic.store.writing() as session:
            session.execute(
                text(f"{change} WHERE outcome = 'eligible'"), {"at": f"$.{name}", "value": json.dumps(value)}
            )
    assert any("in doubt" in fault for fault in faults(clinic))


def test_no_fault_quotes_anybody(clinic: House) -> None:
    with clinic.store.writing() as session:
        session.execute(text("DELETE FROM messages WHERE sender = 'bot'"))
    assert "start over" not in "".join(faults(clinic))


def test_the_command_says_how_it_is(
    clinic: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", clinic.settings.database_url)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    assert main() == 0
    assert "is whole: 4 conversations" in capsys.readouterr().out
    with clinic.store.writing() as session:
        session.execute(text("UPDATE conversations SET turns = turns + 1"))
    assert main() == 1
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.db")
    assert main() == 2
