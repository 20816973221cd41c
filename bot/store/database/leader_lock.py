"""One of all processes on a database: who polls Telegram."""

from __future__ import annotations

from typing import Final

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.store.database.engines import WAIT, address, engine, postgresql_options

LOCK: Final = 72_016_812
"""The number of the advisory lock: any but the migrations', as long as it stays."""


class LeaderLock:
    """Held by one process until it lets go or ends, however it ends. SQLite serves one process in any case.

    PostgreSQL keeps the lock for a connection and frees it with it; so no clock is compared and no lease
    runs out. Every call blocks; make them one after the other.
    """

    def __init__(self, database_url: str) -> None:
        url = address(database_url)
        self._engine: Engine | None = None
        self._connection: Connection | None = None
        self._ours = False
        if url.get_backend_name() == "postgresql":
            made = engine(url, postgresql_options(WAIT), {"poolclass": NullPool})
            self._engine = made.execution_options(isolation_level="AUTOCOMMIT")

    def held(self) -> bool:
        """Whether this process has it: takes it if it is free, and sees whether it is still there.

        While the database cannot be reached nobody can take it, and who had it goes on: somebody has to
        tell people that nothing can be stored.
        """
        if self._engine is None:
            return True
        try:
            if not self._is_connected():
                self._ours = self._taken(self._engine.connect())
        except SQLAlchemyError:
            pass
        return self._ours

    def let_go(self) -> None:
        """Another one may have it."""
        self._ours = False
        self._disconnect()

    def _is_connected(self) -> bool:
        """Whether the connection is there that the lock is of."""
        try:
            if self._connection is not None:
                self._connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:
            self._disconnect()
        return self._connection is not None

    def _taken(self, connection: Connection) -> bool:
        self._connection = connection
        if connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({LOCK})").scalar():
            return True
        self._disconnect()
        return False

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # Ended, not given back: PostgreSQL keeps the lock for as long as the connection lives.
            connection.invalidate()
            connection.close()
