"""One of all processes: who has it, and who gets it next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.store.database.leader_lock import LeaderLock
from tests.postgres import Postgres

pytestmark = pytest.mark.postgres


@pytest.fixture
def two(postgres_url: str) -> Iterator[tuple[LeaderLock, LeaderLock]]:
    """Two processes' claims on one database."""
    one, other = LeaderLock(postgres_url), LeaderLock(postgres_url)
    yield one, other
    one.let_go()
    other.let_go()


def test_one_has_it_until_it_lets_go(two: tuple[LeaderLock, LeaderLock]) -> None:
    one, other = two
    assert [one.held(), other.held(), one.held(), other.held()] == [True, False, True, False]
    one.let_go()
    assert [other.held(), one.held()] == [True, False]


def test_who_loses_the_connection_loses_it_and_sees_that(
    two: tuple[LeaderLock, LeaderLock], postgres: Postgres
) -> None:
    one, other = two
    assert one.held()
    postgres.end_connections()
    assert other.held()
    assert not one.held()
    assert not one.held()


def test_while_the_database_is_gone_who_had_it_goes_on(
    two: tuple[LeaderLock, LeaderLock], postgres: Postgres, postgres_url: str
) -> None:
    one, other = two
    assert one.held()
    with postgres.closed(postgres_url):
        assert [one.held(), other.held(), one.held()] == [True, False, True]
    assert [one.held(), other.held()] == [True, False]


def test_without_a_database_nobody_gets_it() -> None:
    assert not LeaderLock("postgresql:///none?host=/nowhere").held()


def test_on_sqlite_there_is_one_process(sqlite_url: str) -> None:
    assert LeaderLock(sqlite_url).held()
