"""When the database cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoFreeConnection


class Unavailable(Exception):
    """The database is gone, locked for too long, full or read-only. Nothing of the transaction is stored."""


class Refused(Exception):
    """The database does not take a row: a mistake of ours, not of the database. Nothing is stored."""


@contextmanager
def as_unavailable() -> Iterator[None]:
    """Raise Unavailable for what the database fails at, Refused for a row that breaks its rules.

    The original exception is dropped on purpose: it can quote what a person wrote.
    """
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise Refused(_broken_rule(error)) from None
    except DBAPIError as error:
        raise Unavailable(_reason(error)) from None
    except NoFreeConnection:
        raise Unavailable("no free database connection in time") from None


def _reason(error: DBAPIError) -> str:
    """The kind of error, and its first line where that never quotes a statement."""
    name = type(error.orig).__name__
    lines = str(error.orig).splitlines() if name != "ProgrammingError" else []
    return f"{name}: {lines[0]}" if lines else name


def _broken_rule(error: DBAPIError) -> str:
    """What was broken, without the row: PostgreSQL names the constraint, SQLite only the columns."""
    diagnosis = getattr(error.orig, "diag", None)
    rule = diagnosis.constraint_name or diagnosis.column_name if diagnosis else error.orig
    return f"{type(error.orig).__name__}: {rule}"
