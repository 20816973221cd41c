"""A copy of a store under people who talk, restored elsewhere, and looked at."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.port import Dialogue
from bot.keys import Keys
from bot.store.conversations.store import Store
from bot.turn.store_check import StoreCheck, check
from tests.conversation import SECRET, knowledge
from tests.faults.crowd import Comparison, compared, crowd
from tests.faults.nursery import nursery
from tests.postgres import Postgres

TALKS = 40
"""Messages."""


@dataclass(frozen=True)
class Restored:
    """What the restored store holds, compared with what people were shown before the copy was begun."""

    checked: StoreCheck
    before: Comparison
    went_on: int
    """Turns that were taken in it afterwards."""
    seconds: float
    """How long the copying took."""


def copied(url: str, dialogue: Dialogue, copy: Callable[[], str]) -> Restored:
    """Let people talk, copy while others talk, and go on in the copy, whose address `copy` gives."""
    with nursery(url, dialogue) as workers:
        with crowd(workers.addresses, seed=1) as before:
            before.talks(TALKS)
        with crowd(workers.addresses, seed=2) as meanwhile:
            meanwhile.talks(TALKS)
            began = time.monotonic()
            restored = copy()
            took = time.monotonic() - began
    store = Store(restored)
    checked = check(store, knowledge(), Keys(SECRET))
    store.dispose()
    with nursery(restored, dialogue) as workers:
        comparison = compared(before.visits, workers.addresses[0])
        with crowd(workers.addresses, seed=3, number=2) as after:
            after.talks(2)
        went_on = after.acknowledged if compared(after.visits, workers.addresses[0]).clean else 0
    return Restored(checked, comparison, went_on, took)


def copy_sqlite(source: Path, to: Path) -> None:
    """SQLite's own online backup, as `sqlite3 store.db ".backup copy.db"` does it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new, pages=50)
        new.execute("PRAGMA journal_mode = WAL")


def dump_postgres(server: Postgres, url: str, to: Path) -> None:
    """`pg_dump`, in the format that `pg_restore` reads."""
    _run(server.program("pg_dump"), "--format=custom", f"--file={to}", url)


def restore_postgres(server: Postgres, file: Path, url: str) -> None:
    """`pg_restore` into an empty database."""
    _run(server.program("pg_restore"), "--exit-on-error", "--no-owner", f"--dbname={url}", str(file))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)
