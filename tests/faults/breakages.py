"""What can happen to a database or a clock under a running service. Each is mended when its context ends."""

from __future__ import annotations

import ctypes
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, tzinfo
from multiprocessing import Value
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from tests.faults.nursery import Nursery
from tests.postgres import Postgres

CAPABILITIES = 0x20080522
"""The version of Linux's capabilities: sets of 64 in two halves."""

OVERRIDES_PERMISSIONS = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

FILES = ("", "-wal", "-shm")


@contextmanager
def locked_sqlite(file: Path) -> Iterator[None]:
    """Another process of somebody holds the write lock and does not let go."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as holding:
        holding.execute("BEGIN IMMEDIATE")
        yield
        holding.execute("ROLLBACK")


@contextmanager
def locked_postgres(url: str) -> Iterator[None]:
    """Somebody's session holds a table that every turn writes; reading it is still allowed."""
    engine = create_engine(url, future=True)
    with engine.connect() as holding:
        holding.exec_driver_sql("LOCK TABLE conversations IN EXCLUSIVE MODE")
        yield
        holding.rollback()
    engine.dispose()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system so small that it can be filled. Raises PermissionError where none can be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode:
        raise PermissionError(f"a file system cannot be mounted: {made.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Nothing more fits on the disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass
    yield
    filler.unlink()


@contextmanager
def read_only_sqlite(file: Path, workers: Nursery) -> Iterator[None]:
    """The worker is started anew where it may read the database's files and not write them."""
    with closing(sqlite3.connect(file)) as kept:  # as long as somebody has it open, its log is there
        kept.execute("SELECT count(*) FROM conversations").fetchone()
        _allow(file, 0o400, 0o500)
        workers.kill(0)
        yield
        _allow(file, 0o600, 0o700)
        workers.kill(0)


def as_anybody() -> None:
    """Let this process be one whom permissions hold, though it may be root's."""
    libc, version = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    rights = (ctypes.c_uint32 * 6)()
    libc.capget(version, rights)
    for effective_and_permitted in (0, 1):
        rights[effective_and_permitted] &= ~OVERRIDES_PERMISSIONS
    libc.capset(version, rights)


def _allow(file: Path, files: int, folder: int) -> None:
    for suffix in FILES:
        part = Path(f"{file}{suffix}")
        if part.exists():
            part.chmod(files)
    file.parent.chmod(folder)


@contextmanager
def read_only_postgres(server: Postgres, url: str) -> Iterator[None]:
    """As on a standby that was not promoted."""
    name = server.name_in(url)
    server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    server.end_connections()
    yield
    server.run(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    server.end_connections()


@contextmanager
def stopped(server: Postgres) -> Iterator[None]:
    """Stopped as by a crash; started again, and then everybody who is connected is cut off once more."""
    server.stop_at_once()
    try:
        yield
    finally:
        server.start()
        server.end_connections()


class Wall:
    """A clock on the wall that all of a worker's code looks at, and that can be put forward or back."""

    def __init__(self) -> None:
        self._seconds: Any = Value("d", 0.0)

    def hang(self) -> None:
        """From now on this process looks at it. Durations are measured by another clock and stay right."""
        seconds = self._seconds

        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + timedelta(seconds=seconds.value)

        for name, module in list(sys.modules.items()):
            if name.startswith(("bot.", "actions.")) and getattr(module, "datetime", None) is datetime:
                module.datetime = Moved  # type: ignore[attr-defined]

    @contextmanager
    def put(self, hours: float) -> Iterator[None]:
        self._seconds.value = hours * 3600
        yield
        self._seconds.value = 0.0
