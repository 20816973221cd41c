"""Bring a database's tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from bot.store.database import sqlite
from bot.store.database.engines import migrating_engine

SCRIPTS: Final = Path(__file__).parents[1] / "migrations"

LOCK: Final = 72_016_811
"""The number of our advisory lock: any, as long as it stays."""


def migrate(database_url: str, revision: str = "head") -> None:
    """Upgrade to `revision` in one transaction. Others that want the same wait, and then find it done.

    Raises ValueError for a database that cannot be used, or that a newer version has upgraded.
    """
    engine = migrating_engine(database_url)
    if engine.dialect.name == "sqlite":
        sqlite.prepare(Path(str(engine.url.database)))
    with engine.begin() as connection:
        _lock(connection)
        try:
            command.upgrade(configuration(connection), revision)
        except CommandError:
            raise ValueError("its tables are of another version of Heads Up: start the newest one") from None
        _check(connection)


def undo(database_url: str, revision: str) -> None:
    """Downgrade to `revision`; `base` is an empty database. What the newer tables held is lost."""
    with migrating_engine(database_url).begin() as connection:
        _lock(connection)
        command.downgrade(configuration(connection), revision)
        _check(connection)


def configuration(connection: Connection) -> Config:
    """Alembic's configuration, without a file: the tree may be installed anywhere."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection) -> None:
    """On SQLite the transaction has the write lock already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _check(connection: Connection) -> None:
    """SQLite does not watch over references while it migrates: look before the commit."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left rows that refer to nothing; it was undone")
