"""A clinic with one account of each role; on SQLite alone where the database makes no difference."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.console.house import House, house


@pytest.fixture
def clinic(sqlite_url: str) -> Iterator[House]:
    with house(sqlite_url) as made:
        made.hire()
        yield made


@pytest.fixture
def both(database_url: str) -> Iterator[House]:
    """The same on SQLite, then on PostgreSQL."""
    with house(database_url) as made:
        made.hire()
        yield made
