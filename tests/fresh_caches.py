"""A pytest plugin for mutation testing: what the readers keep for later is worked out anew by each mutant.

The mutants are forked from a process that has run the tests before, so a changed function behind a cache
would never be called.
"""

from __future__ import annotations

import sys

CHANGED = ("bot.language.", "bot.screening.", "bot.content.", "bot.turn.")
KEPT_BY_TESTS = ("tests.conversation", "tests.language.words")
"""They keep what the core makes of the content."""


def pytest_sessionstart() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith((*CHANGED, *KEPT_BY_TESTS)):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()
