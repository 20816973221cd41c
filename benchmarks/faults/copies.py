"""Backup and restore, and the migrations down and up on a million messages."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.console_data import fill
from benchmarks.faults.row import Line, Say, databases, rasa, told
from bot.keys import Keys
from bot.settings import SQLITE
from bot.store.conversations.store import Store
from bot.store.database.migrate import migrate, undo
from bot.turn.store_check import StoreCheck, check
from tests.conversation import SECRET, knowledge
from tests.faults.backups import Restored, copied, copy_sqlite, dump_postgres, restore_postgres
from tests.postgres import running_postgres

T = TypeVar("T")
CONVERSATIONS = 61_000
"""Of these made-up ones, so many have a little more than a million messages."""

KEEPS = "0001"
"""The oldest version that has conversations at all."""


def backup(say: Say) -> list[Line]:
    """Copied while people talk, restored elsewhere, checked."""
    dialogue = rasa()
    with tempfile.TemporaryDirectory() as folder, running_postgres(durable=True) as server:
        source, target = Path(folder) / "source.db", Path(folder) / "copy.db"

        def sqlite() -> str:
            copy_sqlite(source, target)
            return f"{SQLITE}{target}"

        found = [("SQLite: online backup", copied(f"{SQLITE}{source}", dialogue, sqlite))]
        with server.database() as url, server.database() as empty:

            def postgres() -> str:
                dump_postgres(server, url, Path(folder) / "dump")
                restore_postgres(server, Path(folder) / "dump", empty)
                return empty

            found.append(("PostgreSQL: pg_dump and pg_restore", copied(url, dialogue, postgres)))
    return [_restored(what, one) for what, one in found]


def _restored(what: str, found: Restored) -> Line:
    size = f"{found.checked.conversations} conversations, {found.checked.messages} messages"
    return Line(
        f"{what} while people talk, restored into an empty store, and gone on there",
        "restored store passes its checks",
        f"{size} in {found.seconds:.1f} s: {len(found.checked.faults)} faults; of what was shown before "
        f"the copy {told(found.before)}; {found.went_on} turns taken in the copy",
        found.before.clean and not found.checked.faults and found.went_on > 0,
    )


def migrations(say: Say) -> list[Line]:
    """Down to the first version and up again, then down to nothing."""
    with databases() as urls:
        return [_migrated(kind, url, say) for kind, url in urls.items()]


def _migrated(kind: str, url: str, say: Say) -> Line:
    migrate(url)
    say(f"{kind}: writing")
    fill(url, CONVERSATIONS)
    say(f"{kind}: checking")
    before, checking = _timed(lambda: _checked(url))
    say(f"{kind}: down and up")
    _, down = _timed(lambda: undo(url, KEEPS))
    _, up = _timed(lambda: migrate(url))
    after, _ = _timed(lambda: _checked(url))
    _, away = _timed(lambda: undo(url, "base"))
    migrate(url)
    for fault in (*before.faults, *after.faults):
        say(fault)
    return Line(
        f"{kind}: migrations down to {KEEPS}, up again, and down to nothing, on {after.messages:,} messages "
        f"in {after.conversations:,} conversations",
        "restored store passes its checks",
        f"down {down:.1f} s, up {up:.1f} s, to nothing {away:.1f} s; the store's check ({checking:.0f} s) "
        f"finds {len(after.faults)} faults, before {len(before.faults)}",
        not before.faults and not after.faults and after == before and after.messages >= 1_000_000,
    )


def _checked(url: str) -> StoreCheck:
    store = Store(url)
    try:
        return check(store, knowledge(), Keys(SECRET))
    finally:
        store.dispose()


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = time.monotonic()
    done = act()
    return done, time.monotonic() - began
