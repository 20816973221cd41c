"""A real PostgreSQL for tests: from a wheel, over a Unix socket, deleted afterwards."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from pgserver._commands import POSTGRES_BIN_PATH, pg_ctl  # type: ignore[attr-defined]  # made at import
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

    def stop_at_once(self) -> None:
        """Stop the server as a crash would: nobody is told, nothing is written down."""
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self.folder, user=self._server.system_user)

    def start(self) -> None:
        """Start it again; it recovers what was committed."""
        self._server.ensure_postgres_running()

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return Path(self._server.pgdata)

    @property
    def owner(self) -> str:
        """The user of this machine as whom it runs."""
        return str(self._server.system_user or getpass.getuser())

    @staticmethod
    def name_in(url: str) -> str:
        """The name of the database in an address of ours."""
        return url.partition("@/")[2].partition("?")[0]

    def program(self, name: str) -> str:
        """The path of `pg_dump` and its like."""
        return str(POSTGRES_BIN_PATH / name)

    @contextmanager
    def closed(self, url: str) -> Iterator[None]:
        """A test's database to which nobody is or gets connected meanwhile."""
        name = url.partition("?")[0].rpartition("/")[2]
        self.run(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        try:
            self.end_connections()
            yield
        finally:
            self.run(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")

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
def running_postgres(durable: bool = False) -> Iterator[Postgres]:
    """A server of its own, with its files directly under the system's temporary directory.

    Started by root it runs as another user, who could not reach pytest's own directories, and the
    path of its socket has to be short.
    """
    directory = Path(tempfile.mkdtemp(prefix="pg-"))
    server = get_server(directory, cleanup_mode="delete")
    try:
        postgres = Postgres(server)
        if not durable:
            # The data need not outlive the machine; killed processes lose nothing by it.
            postgres.run("ALTER SYSTEM SET fsync = off")
            postgres.run("SELECT pg_reload_conf()")
        yield postgres
    finally:
        server.cleanup()
