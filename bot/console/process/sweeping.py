"""Once a day, at first a while after the start: words of erased messages leave the search for good."""

from __future__ import annotations

import logging
import threading
from typing import Final

from bot.channels.web.logs import described
from bot.store.console.search import sweep
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable

log = logging.getLogger(__name__)

FIRST: Final = 300.0
EVERY: Final = 24 * 3600.0


def begin(store: Store, over: threading.Event) -> None:
    """Sweep in a thread of its own, until `over` is set."""
    threading.Thread(target=_go_on, args=(store, over), name="sweep", daemon=True).start()


def _go_on(store: Store, over: threading.Event) -> None:
    pause = FIRST
    while not over.wait(pause):
        pause = EVERY
        try:
            log.info("search swept", extra={"steps": sweep(store)})
        except Unavailable as error:
            log.warning("search not swept", extra={"error": described(error)})
