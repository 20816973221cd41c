"""How long the console's pages take with many conversations, from request to finished page.

python -m benchmarks.console [CONVERSATIONS] [sqlite | postgresql | DATABASE_URL]
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from benchmarks.console_data import fill
from tests.console.house import House, Staff, house
from tests.postgres import running_postgres

ROUNDS = 25
LIMIT = 100.0


def main(arguments: list[str]) -> int:
    """Print a table; 1 when an inbox, search or conversation page takes over 100 ms at the median."""
    number = int(arguments[0]) if arguments else 200_000
    slow = 0
    for kind in arguments[1:] or ["sqlite", "postgresql"]:
        with _database(kind) as url, house(url) as made:
            began = time.perf_counter()
            some = fill(url, number)
            print(f"\n{kind}: {number} conversations written in {time.perf_counter() - began:.0f} s")
            slow += _measure(made, some, number)
    return 1 if slow else 0


def _measure(made: House, some: list[str], number: int) -> int:
    made.clock.advance(seconds=(datetime.now(timezone.utc) - made.clock()).total_seconds())
    made.hire()
    staff = made.browser("reviewer")
    deep = _deep(staff)
    ids = itertools.cycle(some)
    pages: dict[str, Callable[[], str]] = {
        "inbox": lambda: "/",
        "inbox, tenth page": lambda: deep,
        "inbox, unread red flags": lambda: "/?red_flag=1&unread=1",
        "inbox, outcome and channel": lambda: "/?outcome=avoid&channel=telegram",
        "inbox, stopped at a question": lambda: "/?question=ear_infection",
        "inbox, not understood": lambda: "/?not_understood=1",
        "inbox, a yes taken back": lambda: "/?yes_changed=1",
        "inbox, a month, ask a clinician": lambda: (
            "/?outcome=ask_clinician&since=2026-01-01&until=2026-01-31"
        ),
        "inbox, nothing fits": lambda: "/?outcome=eligible&red_flag=1",
        "search, one conversation": lambda: f"/?q=case{number // 2}",
        "search, a common word": lambda: "/?q=doctor",
        "search, a common word, red flags": lambda: "/?q=doctor&red_flag=1",
        "search, two words and an outcome": lambda: "/?q=glaucoma+ecosprin&outcome=avoid",
        "search, no such word": lambda: "/?q=zzzzzz",
        "conversation": lambda: f"/conversations/{next(ids)}",
        "count": lambda: "/count",
        "numbers (30 days)": lambda: "/numbers",
    }
    slow = 0
    for name, path in pages.items():
        times = sorted(_timed(staff, path()) for _ in range(ROUNDS))
        middle = statistics.median(times)
        slow += middle > LIMIT and not name.startswith("numbers")
        print(f"{name:36} median {middle:7.1f} ms   worst {times[-1]:7.1f} ms")
    return slow


def _timed(staff: Staff, path: str) -> float:
    began = time.perf_counter()
    response = staff.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return (time.perf_counter() - began) * 1000


def _deep(staff: Staff) -> str:
    """The tenth page, reached as a person would."""
    path = "/"
    for _ in range(9):
        text = staff.text(path)
        at = text.index('rel="next"')
        path = text[text.rindex('href="', 0, at) + 6 :].split('"')[0].replace("&amp;", "&")
    return path


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/benchmark.db"
    elif kind == "postgresql":
        with running_postgres() as server, server.database() as url:
            yield url
    else:
        yield kind


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
