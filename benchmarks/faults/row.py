"""What a long test comes to: one or more lines of the table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.port import Dialogue
from tests.conversation import rasa_dialogue, sqlite_file
from tests.faults.crowd import Comparison
from tests.postgres import running_postgres

Say = Callable[[str], None]


@dataclass(frozen=True)
class Line:
    """One line of the table: what was done, what had to come of it, what came of it."""

    done: str
    bar: str
    measured: str
    passed: bool
    why: str = ""
    """Why it was missed."""


Row = Callable[[Say], list[Line]]


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The addresses of two empty databases: `SQLite`, on this machine's disk, and `PostgreSQL`."""
    server = running_postgres(durable=True)
    with tempfile.TemporaryDirectory() as folder, server as postgres, postgres.database() as url:
        yield {"SQLite": sqlite_file(Path(folder)), "PostgreSQL": url}


def rasa() -> Dialogue:
    """Rasa with the trained model, loaded before anything else is done in this process."""
    return rasa_dialogue()


def told(compared: Comparison) -> str:
    """What people know compared with what is stored, in words."""
    return (
        f"{compared.acknowledged} acknowledged: {compared.lost} lost, {compared.twice} counted twice, "
        f"{compared.shown_not_stored} shown but not stored, {compared.out_of_order} out of order"
    )


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
