"""The store: opens transactions on conversations and reads them, on SQLite or PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from bot.domain.screening import to_json
from bot.domain.turn_record import TurnRecord
from bot.store.conversations import queries
from bot.store.conversations.models import Conversation
from bot.store.conversations.reader import Reader
from bot.store.conversations.unit_of_work import UnitOfWork, locked
from bot.store.database.deadline import time_left
from bot.store.database.engines import WAIT, WRITERS, make_engines
from bot.store.database.errors import Unavailable, as_unavailable
from bot.store.database.migrate import migrate
from bot.store.database.waiting_line import WaitingLine

FORGET_AT_ONCE = 50
"""Conversations deleted in one transaction: few, so that turns on SQLite do not wait for long."""


class Store:
    """All conversations. Connects when first used; safe to use from several threads.

    Where the database cannot be used, every method raises Unavailable.
    """

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._engines = make_engines(database_url)
        self._one_writer = self._engines.writer.dialect.name == "sqlite"
        # SQLite takes one writer at a time. On PostgreSQL there are as many places as connections: whoever
        # waits does so here, in order, and never for a connection.
        self._line = WaitingLine(1 if self._one_writer else WRITERS)
        self._last_commit = 0.0

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return str(self._engines.writer.dialect.name)

    def migrate(self) -> None:
        """Bring the tables up to date; several processes may do so at once."""
        with as_unavailable():
            migrate(self._url)

    @contextmanager
    def work(self, conversation: str) -> Iterator[UnitOfWork]:
        """A transaction on one conversation, which nobody else works on meanwhile.

        Commits at the end; after any exception nothing of it is stored. Raises UnknownConversation.
        """
        with self._transaction() as connection:
            yield locked(connection, conversation)

    def begin(self, channel: str, locale: str, record: TurnRecord) -> str:
        """Store a new conversation with what its record says first; its id, 32 hexadecimal digits."""
        row = begun(channel, locale, record)
        with self._transaction() as connection:
            UnitOfWork(connection, row, is_new=True).write(record)
        return row.id

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One moment of the database to read. Never waits for a writer."""
        with as_unavailable(), Session(self._engines.reader, future=True) as session:
            yield Reader(session)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction on rows that a channel keeps for itself. Keep it short: turns wait for it."""
        with (
            self._transaction() as connection,
            Session(connection, future=True, expire_on_commit=False) as session,
        ):
            yield session
            # The session joins the transaction and is never committed itself: without this nothing is sent.
            session.flush()

    def check_writable(self) -> None:
        """Raise Unavailable unless something can be stored right now. Takes half a second at most."""
        try:
            with as_unavailable(), self._engines.probe.begin() as connection:
                connection.execute(queries.probing(datetime.now(timezone.utc)))
        except Unavailable:
            # On SQLite a turn holds the only lock; that turns get through shows the same.
            if not self._one_writer or time.monotonic() - self._last_commit > WAIT:
                raise

    def erase(self, conversation: str) -> None:
        """Delete a conversation and all that belongs to it. Raises UnknownConversation."""
        with self.work(conversation) as work:
            work.erase()

    def forget_unused(self, days: int, now: datetime) -> int:
        """Delete the conversations unused for so many days; how many there were.

        Some at a time, each time in a transaction of its own: when it fails, what was deleted stays deleted.
        """
        count = 0
        while ids := self._forget_some(now - timedelta(days=days)):
            count += len(ids)
        return count

    def dispose(self) -> None:
        """Close the connections that are not in use."""
        self._engines.dispose()

    def _forget_some(self, unused_since: datetime) -> list[str]:
        with self._transaction() as connection:
            ids = list(connection.execute(queries.unused_since(unused_since, FORGET_AT_ONCE)).scalars())
            if ids:
                connection.execute(queries.erasing(ids))
            return ids

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with (
            as_unavailable(),
            self._line.passed(time_left(WAIT)) as wait_left,
            self._engines.writer.connect() as connection,
        ):
            connection.execution_options(wait_left=wait_left)
            transaction = connection.begin()
            yield connection
            _commit(connection, transaction)
        self._last_commit = time.monotonic()


def begun(channel: str, locale: str, record: TurnRecord) -> Conversation:
    """The row of a conversation that begins with `record`, before that is written."""
    return Conversation(
        id=uuid4().hex,
        channel=channel,
        locale=locale,
        created_at=record.at,
        used_at=record.at,
        screening=to_json(record.screening),
        state=record.screening.state,
    )


def _commit(connection: Connection, transaction: Any) -> None:
    """Commit. A connection whose commit failed is given up: it may still be in the transaction."""
    try:
        transaction.commit()
    except BaseException:
        connection.invalidate()
        raise
