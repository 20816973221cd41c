"""How SQLite is used: private, write-ahead log, full synchronisation, indexes for every query."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from contextvars import copy_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite as dialect

from bot.store.conversations import queries
from bot.store.conversations.store import Store
from bot.store.database.deadline import start_deadline
from bot.store.database.engines import WAIT
from bot.store.database.errors import Unavailable
from tests.store.talk import NOW, begin, told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{path}")
    made.migrate()
    yield made
    made.dispose()


def plan(store: Store, query: queries.Query) -> list[str]:
    """How SQLite would run the query; the values do not matter for it."""
    statement = f"EXPLAIN QUERY PLAN {query.compile(dialect=dialect.dialect())}"
    values = [None] * statement.count("?")
    raw: Any = store._engines.reader.raw_connection()
    with closing(raw) as connection:
        return [str(row[3]) for row in connection.execute(statement, values)]


def test_the_file_is_private(store: Store, path: Path) -> None:
    begin(store)
    for file in path.parent.iterdir():
        assert os.stat(file).st_mode & 0o077 == 0, file.name


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_connections_are_set_up_safely(store: Store, pragma: str, value: object) -> None:
    with store._engines.writer.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_readers_cannot_write(store: Store) -> None:
    conversation = begin(store)
    with pytest.raises(Unavailable), store.reading() as reader:
        reader._session.execute(queries.erasing([conversation]))
    assert told(store, conversation) == ["hello"]


def test_a_lock_of_somebody_else_is_told_by_the_readiness_check(store: Store, path: Path) -> None:
    conversation = begin(store)
    store._last_commit = time.monotonic() - 5
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(Unavailable):
            store.check_writable()
        assert told(store, conversation) == ["hello"]
        assert time.monotonic() - began < 1
    store.check_writable()


def test_a_full_line_leaves_no_time_to_wait_for_the_file(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with store._line.passed(1), pytest.raises(Unavailable):
            begin(store)
        assert time.monotonic() - began < 2.5


def test_who_waited_for_a_thread_waits_the_less_for_a_lock(store: Store, path: Path) -> None:
    def took(waited: float) -> float:
        context = copy_context()
        began = time.monotonic()
        context.run(start_deadline, began - waited)
        with pytest.raises(Unavailable):
            context.run(begin, store)
        return time.monotonic() - began

    with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        assert took(waited=0) > took(waited=WAIT) + WAIT / 2


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_databases_that_cannot_be_used_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        Store(url)


@pytest.mark.parametrize(
    "query",
    [
        queries.LOCKED_CONVERSATION,
        queries.TAKEN_IN,
        queries.MESSAGE,
        queries.REPLIES,
        queries.NEWEST_ASKING,
        queries.OUTCOME_AFTER,
        queries.HEARD_BEFORE,
        queries.OFFERED,
        queries.BOOKING,
        queries.booking("b"),
        queries.all_bookings("c"),
        queries.all_messages("c"),
        queries.unused_since(NOW, 10),
    ],
)
def test_no_query_reads_a_whole_table(store: Store, query: queries.Query) -> None:
    steps = plan(store, query)
    assert any(step.startswith("SEARCH") for step in steps)
    assert not any(step.startswith("SCAN") for step in steps), steps


def test_the_newest_question_is_found_by_its_own_index(store: Store) -> None:
    (step,) = plan(store, queries.NEWEST_ASKING)
    assert "ix_messages_asking" in step
