"""Connections to the database, set up so that what is committed is stored and no wait is long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import NullPool, QueuePool

from bot.store.database import sqlite

WAIT = 2.0
"""Seconds that a turn waits before it is refused: for a thread and for a lock together (see `deadline`)."""

WRITERS = 10
"""Transactions at once. Three processes, with as many readers each, stay under PostgreSQL's usual 100."""

POOL: dict[str, Any] = {"poolclass": QueuePool, "pool_size": WRITERS, "max_overflow": 0, "pool_timeout": WAIT}


@dataclass(frozen=True)
class Engines:
    """`writer` is for turns; `reader` is apart from it, free while turns wait; `probe` keeps nothing open."""

    writer: Engine
    reader: Engine
    probe: Engine

    def dispose(self) -> None:
        """Close what is open and not in use."""
        self.writer.dispose()
        self.reader.dispose()


def address(database_url: str) -> URL:
    """The address as SQLAlchemy wants it. Raises ValueError for a database that cannot be used."""
    url = make_url(database_url.replace("postgres://", "postgresql://", 1))
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise ValueError(f"DATABASE_URL is for {kind}: give one that starts with sqlite:/// or postgresql://")
    if kind == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("DATABASE_URL names no file: give sqlite:/// and a path")
    return url


def make_engines(database_url: str) -> Engines:
    """The engines for this address. Nothing is connected yet."""
    url = address(database_url)
    if url.get_backend_name() == "sqlite":
        return Engines(
            writer=sqlite.set_up(engine(url, {"check_same_thread": False}, POOL), WAIT),
            reader=sqlite.set_up(engine(url, {"check_same_thread": False}, POOL), WAIT, reads_only=True),
            probe=sqlite.set_up(engine(url, {}, {"poolclass": NullPool}), wait=0.2),
        )
    reader = engine(url, postgresql_options(WAIT), POOL)
    writer = engine(url, postgresql_options(WAIT), POOL)
    event.listen(writer, "begin", shorten_wait)
    return Engines(
        writer=writer,
        reader=reader.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
        probe=engine(url, postgresql_options(0.5), {"poolclass": NullPool}),
    )


def migrating_engine(database_url: str) -> Engine:
    """One connection that may wait and work for long."""
    url = address(database_url)
    if url.get_backend_name() == "sqlite":
        return sqlite.set_up(engine(url, {}, {"poolclass": NullPool}), wait=60, migrates=True)
    return engine(url, {"connect_timeout": 10}, {"poolclass": NullPool})


def engine(url: URL, connect: dict[str, Any], pool: dict[str, Any]) -> Engine:
    """An engine whose errors do not quote what people wrote, and that replaces dead connections."""
    by_network = url.get_backend_name() != "sqlite"
    made: Engine = create_engine(
        url, future=True, hide_parameters=True, pool_pre_ping=by_network, connect_args=connect, **pool
    )
    return made


def postgresql_options(wait: float) -> dict[str, Any]:
    """Bounded waits on both ends. A process that hangs in a turn loses its lock after half a minute."""
    milliseconds = int(wait * 1000)
    server = {
        "lock_timeout": milliseconds,
        # The second in the queue for a row waits for two locks in turn: this bounds their sum.
        "statement_timeout": milliseconds + 500,
        "idle_in_transaction_session_timeout": 30000,
        # A machine that vanished keeps no lock for longer than a minute (on a Unix socket these do nothing).
        "tcp_keepalives_idle": 30,
        "tcp_keepalives_interval": 10,
        "tcp_keepalives_count": 3,
    }
    return {
        "connect_timeout": 2,
        "options": " ".join(f"-c {name}={value}" for name, value in server.items()),
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
    }


def shorten_wait(connection: Connection) -> None:
    """Wait less for the row's lock in a transaction that has waited for its place already."""
    left = connection.get_execution_options().get("wait_left", WAIT)
    if left < WAIT * 0.75:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(left * 1000))}")
