"""What waits when the tables become new is not lost, and processes of the version before work on with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.store.conversations.store import Store
from bot.store.database.engines import make_engines
from bot.store.database.migrate import migrate, undo
from bot.store.outbox.outbox import LEASE, Content, Outbox, post, utc_now
from tests.store.talk import begin

BEFORE = "0004"

# What version 0.1 says to its database, as its log of statements has it.
ADDS = (
    "INSERT INTO telegram_letters (chat, conversation_id, public_id, sealed, free_at, attempts) "
    "VALUES (:chat, :conversation_id, NULL, :sealed, :free_at, 0)"
)
TAKES = (
    "SELECT id, chat, conversation_id, public_id, sealed, free_at, attempts FROM telegram_letters "
    "WHERE chat = :chat ORDER BY id LIMIT 1"
)
HOLDS = "UPDATE telegram_letters SET free_at = :free_at, attempts = :attempts WHERE id = :id"
REMOVES = "DELETE FROM telegram_letters WHERE id = :id AND sealed = :sealed"
LOOKS = "SELECT DISTINCT chat FROM telegram_letters WHERE free_at <= :now"
COUNTS = "SELECT count(*) FROM telegram_letters"


class OldProcess:
    """The outbox of version 0.1."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._postgresql = connection.dialect.name == "postgresql"

    def adds(self, sealed: str, conversation: str | None = None) -> None:
        values = {"chat": "chat", "conversation_id": conversation, "sealed": sealed, "free_at": utc_now()}
        returning = " RETURNING telegram_letters.id" if self._postgresql else ""
        with self._connection.begin():
            added = self._connection.execute(text(ADDS + returning), values)
            assert not self._postgresql or added.scalar_one()

    def takes(self) -> Any:
        with self._connection.begin():
            locking = " FOR UPDATE" if self._postgresql else ""
            row = self._connection.execute(text(TAKES + locking), {"chat": "chat"}).one_or_none()
            if row is None or (self._postgresql and row.free_at > utc_now()):
                return None
            until = utc_now() + timedelta(seconds=LEASE)
            held = {"id": row.id, "free_at": until, "attempts": row.attempts + 1}
            assert self._connection.execute(text(HOLDS), held).rowcount == 1
            return row

    def removes(self, row: Any) -> int:
        with self._connection.begin():
            return self._connection.execute(text(REMOVES), {"id": row.id, "sealed": row.sealed}).rowcount

    def looks(self) -> set[str]:
        with self._connection.begin():
            return set(self._connection.execute(text(LOOKS), {"now": utc_now()}).scalars())

    def counts(self) -> int:
        with self._connection.begin():
            return int(self._connection.execute(text(COUNTS)).scalar_one())


@pytest.fixture
def old(database_url: str) -> Iterator[OldProcess]:
    """At work before the tables become new, and after."""
    migrate(database_url, BEFORE)
    engines = make_engines(database_url)
    with engines.writer.connect() as connection:
        yield OldProcess(connection)
    engines.dispose()


@pytest.fixture
def outbox(database_url: str) -> Iterator[Outbox]:
    store = Store(database_url)
    yield Outbox(store)
    store.dispose()


def payloads(outbox: Outbox) -> list[str]:
    """All that can be taken of the chat, in order."""
    found = []
    while due := outbox.take("telegram", "chat"):
        found.append(due.payload)
        outbox.delivered(due)
    return found


def test_what_waits_is_taken_over_in_its_order(old: OldProcess, outbox: Outbox, database_url: str) -> None:
    for sealed in ("one", "two", "three"):
        old.adds(sealed)
    migrate(database_url)
    store = Store(database_url)
    conversation = begin(store)
    with store.writing() as session:
        post(session, "telegram", "chat", conversation, [Content("four")], utc_now())
    store.dispose()
    assert outbox.waiting() == {"telegram": 4}
    assert payloads(outbox) == ["one", "two", "three", "four"]


def test_what_an_old_process_is_sending_stays_its_own(
    old: OldProcess, outbox: Outbox, database_url: str
) -> None:
    old.adds("one")
    old.adds("two")
    assert old.takes().sealed == "one"
    migrate(database_url)
    assert outbox.take("telegram", "chat") is None
    assert outbox.is_delivering("telegram", "chat", LEASE)


def test_tables_that_become_old_again_keep_what_waits(
    old: OldProcess, outbox: Outbox, database_url: str
) -> None:
    old.adds("one")
    migrate(database_url)
    undo(database_url, BEFORE)
    old.adds("two")
    assert old.counts() == 2
    migrate(database_url)
    assert payloads(outbox) == ["one", "two"]


@pytest.mark.postgres
def test_old_and_new_processes_send_from_the_same_outbox(postgres_url: str) -> None:
    migrate(postgres_url, BEFORE)
    store, engines = Store(postgres_url), make_engines(postgres_url)
    with engines.writer.connect() as connection:
        old, outbox = OldProcess(connection), Outbox(store)
        old.adds("one")
        being_sent = old.takes()
        store.migrate()
        old.adds("two")
        with store.writing() as session:
            post(session, "telegram", "chat", None, [Content("three")], utc_now())
            post(session, "alert", "clinic", None, [Content("an alert")], utc_now())

        assert outbox.take("telegram", "chat") is None, "an old process sends the one before"
        assert old.removes(being_sent) == 1
        due = outbox.take("telegram", "chat")
        assert due is not None
        assert due.payload == "two"
        assert old.takes() is None, "a new process sends the one before"
        outbox.delivered(due)
        third = old.takes()
        assert third.sealed == "three"
        assert old.looks() == set(), "it does not know of alerts"
        assert (old.counts(), outbox.waiting()) == (1, {"telegram": 1, "alert": 1})

        conversation = begin(store)
        old.adds("of a conversation", conversation)
        store.erase(conversation)
        assert old.counts() == 1
    engines.dispose()
    store.dispose()
