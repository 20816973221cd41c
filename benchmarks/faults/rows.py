"""The rows, by the names under which they can be run alone."""

from __future__ import annotations

from typing import Final

from benchmarks.faults import at_once, calls, conversations, copies, kills, outages
from benchmarks.faults.row import Row

ROWS: Final[dict[str, Row]] = {
    "kills": kills.run,
    "restart": outages.restart,
    "locked": outages.locked,
    "full": outages.full,
    "read_only": outages.read_only,
    "clock": outages.clock,
    "calls": calls.plain,
    "calls_rasa": calls.with_rasa,
    "random": conversations.plain,
    "random_rasa": conversations.with_rasa,
    "twice": at_once.twice,
    "pairs": at_once.simultaneous,
    "backup": copies.backup,
    "migrations": copies.migrations,
}
