"""The database stops or is locked under people who talk: refused, told, still read, and nothing lost.

The long form, `make faults`, has a full disk, files that may only be read and the clock besides.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SQLITE
from tests.conversation import knowledge
from tests.fake_dialogue import FakeDialogue
from tests.faults import breakages
from tests.faults.outage import live_through
from tests.postgres import running_postgres

pytestmark = [pytest.mark.faults, pytest.mark.slow]

SECONDS, PEOPLE = 4.0, 4
LOCKED = 8.0
"""Seconds: a turn waits for two of them, and who was refused comes again after a while."""


@pytest.mark.postgres
def test_postgresql_stops_at_once_and_is_started_again() -> None:
    with running_postgres() as server, server.database() as url:
        found = live_through(
            url, FakeDialogue(knowledge()), lambda _: breakages.stopped(server), SECONDS, PEOPLE
        )
    assert found.refused_well, found
    assert found.whole, found
    assert not found.stored


def test_sqlite_is_locked_by_somebody_else(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix(SQLITE))
    found = live_through(
        sqlite_url, FakeDialogue(knowledge()), lambda _: breakages.locked_sqlite(file), LOCKED, PEOPLE
    )
    assert found.refused_well, found
    assert found.whole, found
    assert (found.stored, found.reads_refused) == (0, 0)
