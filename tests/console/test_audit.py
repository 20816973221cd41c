"""The audit trail: every act leaves an entry, no entry can be changed, and what was changed is found."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from bot.keys import Keys
from bot.store.console.audit_trail import AuditTrail, newest_entries
from bot.store.database.engines import migrating_engine
from bot.store.database.errors import Refused
from tests.console.house import House


def acts(clinic: House, subject: str | None = None) -> list[str]:
    with clinic.store.reading() as reader:
        return [entry.action for entry in reversed(reader.all(newest_entries(None, 100, subject)))]


def test_each_act_leaves_an_entry(both: House) -> None:
    conversation = both.talk("I have chest pain, my left arm hurts and I cannot breathe")
    browser = both.browser("administrator")
    here = f"/conversations/{conversation}"
    browser.get(here)
    for form in (".csv", ".json", "/print"):
        browser.get(here + form)
    browser.get("/?q=chest")
    browser.get("/export.csv")
    browser.post(f"{here}/review", {"review": "in_review", "assignee": "2"})
    browser.post(f"{here}/notes", {"text": "A note."})
    browser.post(f"{here}/release/red-flag", {"reason": "Seen by a doctor today."})
    browser.post(f"{here}/erase", {"sure": "yes"})
    expected = ["look", "export", "export", "export", "review", "note", "release", "erase"]
    assert acts(both, conversation) == expected
    assert [act for act in acts(both) if act in ("sign_in", "search")] == ["sign_in", "search"]
    assert both.services.trail.check(both.store).fault is None


def test_nothing_that_was_said_stands_in_the_trail(clinic: House) -> None:
    canary = "canary-phrase-42"
    conversation = clinic.talk(f"my name is {canary}")
    browser = clinic.browser("administrator")
    browser.get(f"/conversations/{conversation}")
    browser.get(f"/?q={canary}")
    browser.get(f"/export.csv?q={canary}")
    browser.post(f"/conversations/{conversation}/notes", {"text": canary})
    browser.post(f"/conversations/{conversation}/tags", {"tag": canary})
    browser.sign_in(canary, canary)
    with clinic.store.reading() as reader:
        assert canary not in str([vars(entry) for entry in reader.all(newest_entries(None, 100))])


def test_without_an_entry_nothing_is_shown(clinic: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.store.database.errors import Unavailable

    conversation, browser = clinic.talk("what are the risks?"), clinic.browser("viewer")

    def fails(*_: Any, **__: Any) -> None:
        raise Unavailable("full")

    monkeypatch.setattr(AuditTrail, "add", fails)
    answer = browser.get(f"/conversations/{conversation}")
    assert answer.status_code == 503
    assert "what are the risks" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("change", ["UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_an_entry(both: House, change: str) -> None:
    with pytest.raises(Refused), both.store.writing() as session:
        session.execute(text(change))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE audit_entries SET actor = 'nobody' WHERE id = 3", "entry 3 was changed"),
        ("UPDATE audit_entries SET action = 'look' WHERE id = 1", "entry 1 was changed"),
        ("UPDATE audit_entries SET detail = '{}' WHERE id = 2", "entry 2 was changed"),
        ("DELETE FROM audit_entries WHERE id = 4", "entry 4 is missing"),
        ("DELETE FROM audit_entries WHERE id > 5", "entries after 5 are missing"),
        ("UPDATE audit_entries SET id = 100 WHERE id = 2", "entry 2 is missing"),
    ],
)
def test_what_was_changed_is_found(clinic: House, change: str, fault: str) -> None:
    whole = clinic.services.trail
    for number in range(4):
        with clinic.store.writing() as session:
            whole.add(session, "somebody", "look", f"conversation-{number}", number=number)
    known = whole.check(clinic.store)
    assert (known.newest, known.fault) == (7, None)
    _behind_its_back(clinic, change)
    assert whole.check(clinic.store).fault == fault


def test_a_cut_end_is_found_by_what_an_earlier_check_said(both: House) -> None:
    whole = both.services.trail
    with both.store.writing() as session:
        whole.add(session, "somebody", "look", None)
    known = whole.check(both.store)
    _behind_its_back(both, "DELETE FROM audit_entries WHERE id = 4")
    head = "UPDATE audit_head SET newest = 3, mac = (SELECT mac FROM audit_entries WHERE id = 3)"
    _behind_its_back(both, head)
    assert whole.check(both.store).fault is None, "this is what the earlier check is for"
    assert whole.check(both.store, (known.newest, known.mac)).fault == "entries after 3 are missing"


def test_another_key_does_not_fit(clinic: House) -> None:
    assert (
        AuditTrail(Keys("another secret key of some length")).check(clinic.store).fault
        == "entry 1 was changed"
    )


def _behind_its_back(clinic: House, change: str) -> None:
    """What somebody with the database in their hands can do."""
    engine = migrating_engine(clinic.store._url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_entries_stay")
            connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_entries_stand")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_entries DISABLE TRIGGER ALL")
        connection.exec_driver_sql(change)
    engine.dispose()
