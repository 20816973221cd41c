"""How SQLite is used: write-ahead log, full synchronisation, explicit transactions."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DisconnectionError

from bot.store.database.errors import Unavailable

STEP = 100
"""Milliseconds that a wait for a lock is rounded up to: it is mostly the same then, and stays set."""


def set_up(engine: Engine, wait: float, reads_only: bool = False, migrates: bool = False) -> Engine:
    """Make the engine's connections safe and its waits bounded by `wait` seconds."""
    pragmas = _pragmas(wait, reads_only, migrates)

    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver would begin transactions late, and not for DDL
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
        record.info["file"] = _identity(engine)

    def checked_out(connection: Any, record: Any, proxy: Any) -> None:
        if record.info["file"] != _identity(engine):
            # The pool then connects anew, to the file that is there now.
            raise DisconnectionError("the database file was replaced")

    def begun(connection: Any) -> None:
        wait_left = connection.get_execution_options().get("wait_left", wait)
        timeout = -(-int(wait_left * 1000) // STEP) * STEP
        if connection.info.get("timeout", int(wait * 1000)) != timeout:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {timeout}")
            connection.info["timeout"] = timeout
        # IMMEDIATE takes the write lock at once. A transaction that reads first and wants it later is refused
        # without a wait if another one has written meanwhile.
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", checked_out)
    event.listen(engine, "begin", begun)
    return engine


def _pragmas(wait: float, reads_only: bool, migrates: bool) -> dict[str, str]:
    return {
        # To change a table, a migration copies and drops it: cascades would delete what refers to it.
        "foreign_keys": "OFF" if migrates else "ON",
        # FULL: a commit is on the disk when it returns, after a power failure too.
        "synchronous": "FULL",
        "busy_timeout": str(int(wait * 1000)),
        # What is erased is overwritten, not only unlinked.
        "secure_delete": "ON",
        "query_only": "ON" if reads_only else "OFF",
    }


def _identity(engine: Engine) -> tuple[int, int] | None:
    """Which file it is. One that was replaced under a running service must not be written any more."""
    try:
        file = os.stat(str(engine.url.database))
    except FileNotFoundError:
        return None
    return file.st_dev, file.st_ino


def prepare(path: Path, wait: float = 60) -> None:
    """Make the file, readable by its owner alone, and switch it to the write-ahead log."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    deadline = time.monotonic() + wait
    while (mode := _switched(path)) != "wal":
        if time.monotonic() > deadline:
            raise Unavailable(f"{path} cannot use the write-ahead log (it is {mode}): end what holds it open")
        time.sleep(0.05)


def _switched(path: Path) -> str:
    """The mode after asking for the log. That needs the file for itself, and SQLite does not wait for it."""
    connection = sqlite3.connect(path, timeout=1)
    try:
        return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise Unavailable(str(error)) from None
        return "locked"
    finally:
        connection.close()
