"""The named queries of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, delete, func, select, update

from bot.store.outbox.models import Delivery, Kind

Query = Any

_TABLE: Final[Table] = cast(Any, Delivery).__table__
deliveries: Final = _TABLE.c


def oldest(kind: Kind, recipient: str) -> Query:
    """The oldest delivery to a recipient, locked."""
    return _of(kind, recipient).limit(1).with_for_update()


def oldest_due(kind: Kind, recipient: str, now: datetime) -> Query:
    """The oldest delivery to a recipient whose time has come, locked; what others look at is left out."""
    due = _of(kind, recipient).where(deliveries.free_at <= now)
    return due.limit(1).with_for_update(skip_locked=True)


def recipients(now: datetime) -> Query:
    """To whom something can be delivered now, by kind."""
    return select(deliveries.kind, deliveries.recipient).where(deliveries.free_at <= now).distinct()


def taken(kind: Kind, recipient: str, first: datetime, last: datetime) -> Query:
    """A delivery to a recipient that is somebody's until a moment between these two."""
    which = (*to(kind, recipient), deliveries.free_at.between(first, last))
    return select(deliveries.id).where(*which).limit(1)


def waiting() -> Query:
    """How many deliveries of each kind wait."""
    return select(deliveries.kind, func.count().label("number")).group_by(deliveries.kind)


def to(kind: Kind, recipient: str) -> tuple[Any, Any]:
    """What is for one recipient."""
    return deliveries.kind == kind, deliveries.recipient == recipient


def this(id: int, payload: str) -> tuple[Any, Any]:
    """This very delivery: SQLite gives the id of a deleted one away again."""
    return deliveries.id == id, deliveries.payload == payload


def removing(*which: Any) -> Query:
    """Delete deliveries."""
    return delete(_TABLE).where(*which)


def delaying(*which: Any, until: datetime) -> Query:
    """Deliver it later."""
    return update(_TABLE).where(*which).values(free_at=until)


def freeing_all(now: datetime) -> Query:
    """Let everything be taken now that somebody had taken and not finished."""
    return update(_TABLE).values(free_at=now)


def renaming(kind: Kind, former: Sequence[str], name: str) -> Query:
    """A recipient is known by another name from now on."""
    which = (deliveries.kind == kind, deliveries.recipient.in_(former))
    return update(_TABLE).where(*which).values(recipient=name)


def too_old(kind: Kind, created_before: datetime) -> tuple[Any, Any]:
    """What has waited for too long."""
    return deliveries.kind == kind, deliveries.created_at < created_before


def too_many(kind: Kind, most: int) -> tuple[Any, Any]:
    """All but the newest so many."""
    newest = select(deliveries.id).where(deliveries.kind == kind).order_by(deliveries.id.desc())
    return deliveries.kind == kind, deliveries.id <= newest.offset(most).limit(1).scalar_subquery()


def _of(kind: Kind, recipient: str) -> Query:
    return select(Delivery).where(*to(kind, recipient)).order_by(deliveries.id)
