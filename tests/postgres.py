"""A real PostgreSQL for tests: from a wheel, over a Unix socket, deleted afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool


class Postgres:
    """A running server that makes empty databases."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._engine = create_engine(
            server.get_uri(), future=True, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )

    def run(self, statement: str) -> None:
        """Execute one statement as the administrator."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def asked(self, query: str) -> str:
        """The one value that a query finds."""
        with self._engine.connect() as connection:
            return str(connection.exec_driver_sql(query).scalar_one())

    def end_connections(self) -> None:
        """Cut off everybody who is connected to a test's database."""
        self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(datname, 'test_')")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database, which is dropped at the end with whoever still uses it."""
        name = f"test_{uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield self._server.get_uri(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server of its own, with its files directly under the system's temporary directory.

    Started by root it runs as another user, who could not reach pytest's own directories, and the
    path of its socket has to be short.
    """
    directory = Path(tempfile.mkdtemp(prefix="pg-"))
    server = get_server(directory, cleanup_mode="delete")
    try:
        postgres = Postgres(server)
        # The data need not outlive the machine; killed processes lose nothing by it.
        postgres.run("ALTER SYSTEM SET fsync = off")
        postgres.run("SELECT pg_reload_conf()")
        yield postgres
    finally:
        server.cleanup()
