"""Deliveries that wait: put here in the transaction of what they tell, and taken by one process at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from bot.store.outbox import queries
from bot.store.outbox.models import Delivery, Kind

LEASE: Final = 60.0
"""Seconds for which whoever takes something has it alone; much longer than the work takes."""


@dataclass(frozen=True)
class Due:
    """A delivery to make now."""

    id: int
    kind: Kind
    recipient: str
    conversation: str | None
    public_id: str | None
    payload: str
    attempts: int


@dataclass(frozen=True)
class Content:
    """What is to be delivered; `public_id` is the message of the conversation that it shows."""

    payload: str
    public_id: str | None = None


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


def post(
    session: Session,
    kind: Kind,
    recipient: str,
    conversation: str | None,
    contents: Sequence[Content],
    now: datetime,
) -> None:
    """Let these wait, in this order, from the end of the session's transaction on."""
    for content in contents:
        row = Delivery(
            kind=kind,
            recipient=recipient,
            conversation_id=conversation,
            public_id=content.public_id,
            payload=content.payload,
            created_at=now,
            free_at=now,
        )
        session.add(row)
        session.flush()  # one by one: the ids keep the order


class Reads(Protocol):
    """One moment of the database."""

    def one(self, query: Any) -> Any:
        """What a query finds, or None."""

    def rows(self, query: Any) -> list[Any]:
        """Rows with names."""


class Transactions(Protocol):
    """Where the outbox is kept: the store of conversations is one."""

    def reading(self) -> AbstractContextManager[Reads]:
        """One moment to read."""

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction."""


class Outbox:
    """What waits, by kind and recipient. Every method is a transaction, and may raise Unavailable."""

    def __init__(self, store: Transactions, now: Callable[[], datetime] = utc_now) -> None:
        self._store, self._now = store, now

    def take(self, kind: Kind, recipient: str, *, in_order: bool = True) -> Due | None:
        """The oldest delivery to a recipient, for LEASE seconds. None while there is none to make.

        `in_order`: while the oldest one is somebody's, or its time has not come, the others wait too.
        """
        now = self._now()
        query = queries.oldest(kind, recipient) if in_order else queries.oldest_due(kind, recipient, now)
        with self._store.writing() as session:
            row: Delivery | None = session.execute(query).scalar_one_or_none()
            if row is None or row.free_at > now:
                return None
            row.free_at = now + timedelta(seconds=LEASE)
            row.attempts += 1
            id, conversation = row.id, row.conversation_id
            return Due(id, kind, recipient, conversation, row.public_id, row.payload, row.attempts)

    def delivered(self, due: Due, note: Callable[[Session], None] | None = None) -> None:
        """It was taken. `note` writes down what came of it, unless it was erased meanwhile."""
        with self._store.writing() as session:
            removed = _changed(session, queries.removing(*queries.this(due.id, due.payload)))
            if removed and note is not None:
                note(session)

    def again(self, due: Due, seconds: float) -> None:
        """Deliver it again in so many seconds."""
        until = self._now() + timedelta(seconds=seconds)
        with self._store.writing() as session:
            session.execute(queries.delaying(*queries.this(due.id, due.payload), until=until))

    def drop_all(self, kind: Kind, recipient: str) -> int:
        """Nothing more can be delivered to this recipient; how much there was."""
        with self._store.writing() as session:
            return _changed(session, queries.removing(*queries.to(kind, recipient)))

    def give_up(self, kind: Kind, seconds: float, most: int) -> int:
        """Drop what has waited for longer than `seconds`, and all but the newest `most`; how much it was."""
        before = self._now() - timedelta(seconds=seconds)
        with self._store.writing() as session:
            old = _changed(session, queries.removing(*queries.too_old(kind, before)))
            return old + _changed(session, queries.removing(*queries.too_many(kind, most)))

    def recipients(self) -> set[tuple[Kind, str]]:
        """To whom something can be delivered now."""
        with self._store.reading() as reader:
            return {(row.kind, row.recipient) for row in reader.rows(queries.recipients(self._now()))}

    def is_delivering(self, kind: Kind, recipient: str, seconds: float) -> bool:
        """Whether some process took a delivery to this recipient in the last so many seconds and has it."""
        until = self._now() + timedelta(seconds=LEASE)
        first = until - timedelta(seconds=seconds)
        with self._store.reading() as reader:
            return reader.one(queries.taken(kind, recipient, first, until)) is not None

    def waiting(self) -> dict[Kind, int]:
        """How many deliveries wait, by kind; a kind of which none waits is not named."""
        with self._store.reading() as reader:
            return {row.kind: row.number for row in reader.rows(queries.waiting())}

    def free_all(self) -> None:
        """Whatever was taken is free: for a start where no other process is."""
        with self._store.writing() as session:
            session.execute(queries.freeing_all(self._now()))


def _changed(session: Session, statement: Any) -> int:
    """Execute a statement; how many rows it touched."""
    result: Any = session.execute(statement)
    return int(result.rowcount)
