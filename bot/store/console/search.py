"""The index of what was said, on SQLite: words of erased messages leave it when its parts are merged."""

from __future__ import annotations

import time
from typing import Final

from sqlalchemy import text

from bot.store.conversations.store import Store

STEP_PAGES: Final = 64
"""Pages of the index that one step merges, in one short transaction."""
PAUSE: Final = 0.02
"""Seconds between two steps, in which turns go on."""
MOST_STEPS: Final = 100_000
_PARTS: Final = text("SELECT count(DISTINCT segid) FROM message_search_idx")
_ORDER: Final = text("INSERT INTO message_search (message_search, rank) VALUES ('merge', :pages)")


def sweep(store: Store, pause: float = PAUSE) -> int:
    """Merge the index into one part, in short transactions between which turns go on; how many there were.

    Erasing only marks words as gone; merging drops them, and SQLite overwrites what they stood on.
    PostgreSQL does the like by itself (autovacuum).
    """
    if store.dialect != "sqlite":
        return 0
    for step in range(MOST_STEPS):
        with store.reading() as reader:
            if reader.one(_PARTS) <= 1:
                return step
        with store.writing() as session:
            # A negative number begins a merge of everything; the steps after it go on with that one.
            session.execute(_ORDER, {"pages": -STEP_PAGES if step == 0 else STEP_PAGES})
        time.sleep(pause)
    return MOST_STEPS
