"""What many tests need: the knowledge as shipped, and an empty database of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.knowledge import FOLDER, Knowledge
from bot.content.loading import load
from bot.store.conversations.store import Store
from tests.content.knowledge_files import Files
from tests.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The clinic's files as shipped."""
    return load()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A copy of the clinic's files that a test can spoil."""
    return Files(Path(shutil.copytree(FOLDER, tmp_path / "knowledge")))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server per test process, started when the first test needs it."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, first SQLite, then PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with its tables, on both databases."""
    made = Store(database_url)
    made.migrate()
    yield made
    made.dispose()
