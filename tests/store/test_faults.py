"""What fails is refused and leaves nothing behind; what was acknowledged is there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.domain.screening import Screening
from bot.domain.turn_record import BotMessage
from bot.store.conversations.store import Store
from bot.store.database.errors import Refused, Unavailable
from tests.postgres import Postgres
from tests.store.talk import begin, say, silent, take_in, told

pytestmark = pytest.mark.faults


@contextmanager
def another_process(run: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
    """A process that tells us how far it is, killed at the end without a chance to clean up."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=run, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()


def stop_in_the_middle(tell: Connection, url: str, conversation: str) -> None:
    """Begin a turn, write all of it, and never commit."""
    with Store(url).work(conversation) as work:
        take_in(work, "a")
        work.turn("a")
        tell.send("written")
        time.sleep(60)


def talk_on(tell: Connection, url: str, conversation: str) -> None:
    """Turn after turn; tells of each that was stored."""
    store = Store(url)
    for number in range(100_000):
        say(store, conversation, f"m{number}")
        tell.send(f"m{number}")


def cut_off_in_the_middle(store: Store, conversation: str, postgres: Postgres) -> None:
    """A turn whose connection ends before the commit."""
    with store.work(conversation) as work:
        take_in(work, "a")
        postgres.end_connections()


def say_much(store: Store, conversation: str) -> None:
    """A hundred turns."""
    for number in range(100):
        say(store, conversation, f"m{number}")


def test_a_process_killed_in_a_turn_leaves_nothing_and_holds_nobody_up(
    store: Store, database_url: str
) -> None:
    conversation = begin(store)
    store.dispose()
    with another_process(stop_in_the_middle, database_url, conversation) as told_us:
        assert told_us.recv() == "written"
    assert told(store, conversation) == ["hello"]
    began = time.monotonic()
    say(store, conversation, "a")
    assert time.monotonic() - began < 1
    assert told(store, conversation) == ["hello", "a", "to-a"]


@pytest.mark.parametrize("after", [1, 7, 20])
def test_what_was_acknowledged_survives_a_kill(store: Store, database_url: str, after: int) -> None:
    conversation = begin(store)
    store.dispose()
    with another_process(talk_on, database_url, conversation) as told_us:
        acknowledged = [told_us.recv() for _ in range(after)]
    while told_us.poll():
        try:
            acknowledged.append(told_us.recv())
        except EOFError:
            break
    stored = told(store, conversation)[1::2]
    assert stored[: len(acknowledged)] == acknowledged
    assert len(stored) - len(acknowledged) <= 1
    assert told(store, conversation)[2::2] == [f"to-{id}" for id in stored]


@pytest.mark.postgres
def test_dead_connections_are_replaced(postgres: Postgres, postgres_url: str) -> None:
    store = Store(postgres_url)
    store.migrate()
    conversation = begin(store)
    told(store, conversation)
    postgres.end_connections()
    say(store, conversation, "a")
    assert told(store, conversation) == ["hello", "a", "to-a"]
    store.dispose()


@pytest.mark.postgres
def test_a_connection_that_dies_in_a_turn_loses_that_turn_alone(
    postgres: Postgres, postgres_url: str
) -> None:
    store = Store(postgres_url)
    store.migrate()
    conversation = begin(store)
    with pytest.raises(Unavailable):
        cut_off_in_the_middle(store, conversation, postgres)
    say(store, conversation, "a")
    assert told(store, conversation) == ["hello", "a", "to-a"]
    store.dispose()


@pytest.mark.postgres
def test_a_read_only_postgresql_refuses_turns_and_serves_readers(
    postgres: Postgres, postgres_url: str
) -> None:
    store = Store(postgres_url)
    store.migrate()
    conversation = begin(store)
    name = postgres.name_in(postgres_url)
    postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store.dispose()
    with pytest.raises(Unavailable):
        say(store, conversation, "a")
    with pytest.raises(Unavailable):
        store.check_writable()
    assert told(store, conversation) == ["hello"]
    store.dispose()


@pytest.mark.parametrize("fault", ["max_page_count = 1", "query_only = ON"], ids=["disk full", "read-only"])
def test_sqlite_that_cannot_write_refuses_turns_and_serves_readers(sqlite_url: str, fault: str) -> None:
    store = Store(sqlite_url)
    store.migrate()
    conversation = begin(store)
    store.dispose()
    for engine in (store._engines.writer, store._engines.probe):
        event.listen(engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {fault}"))
    with pytest.raises(Unavailable):
        say_much(store, conversation)  # a full file may have room for a little
    stored = told(store, conversation)
    assert len(stored) % 2 == 1, "whole turns only"
    if "query_only" in fault:
        store._last_commit = float("-inf")
        with pytest.raises(Unavailable):
            store.check_writable()
    store.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://postgres:@/nobody?host=/nowhere",
        "postgresql://postgres@127.0.0.1:1/nobody",
        "sqlite:////nowhere/at/all.db",
    ],
)
def test_a_database_that_is_not_there_is_unavailable_at_once(url: str) -> None:
    store = Store(url)
    began = time.monotonic()
    for use in (store.check_writable, lambda: begin(store), lambda: told(store, "0" * 32)):
        with pytest.raises(Unavailable):
            use()
    assert time.monotonic() - began < 1


def test_a_database_without_tables_is_unavailable(database_url: str) -> None:
    store = Store(database_url)
    with pytest.raises(Unavailable):
        begin(store)
    with pytest.raises(Unavailable):
        store.check_writable()
    store.dispose()


def test_errors_do_not_quote_what_was_written(store: Store, database_url: str) -> None:
    conversation = begin(store)
    with store._engines.writer.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE messages RENAME COLUMN text TO moved")
    with pytest.raises(Unavailable) as refused, store.work(conversation) as work:
        take_in(work, "canary")
    assert "canary" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_refused_row_is_not_quoted(store: Store) -> None:
    conversation = begin(store)
    with pytest.raises(Refused) as refused, store.work(conversation) as work:
        work.write(silent(Screening(), messages=(BotMessage("hello", "cost", "canary"),)))
    assert "canary" not in str(refused.value)
    assert "public_id" in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_replaced_file_is_noticed(tmp_path: Path, sqlite_url: str) -> None:
    store, restored = Store(sqlite_url), Store(f"sqlite:///{tmp_path / 'backup.db'}")
    store.migrate()
    restored.migrate()
    lost, kept = begin(store), begin(restored)
    restored.dispose()
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"store.db{suffix}").unlink(missing_ok=True)
    (tmp_path / "backup.db").replace(tmp_path / "store.db")
    say(store, kept, "a")
    assert told(store, kept) == ["hello", "a", "to-a"]
    assert told(store, lost) == []
    store.dispose()
