"""Killed in the middle of turns, and sent again: nothing acknowledged is lost, nothing counts twice.

The workers are forked from this process, which has imported Rasa and loaded the model. The long form is
`make faults`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversation import rasa_dialogue, sqlite_file
from tests.faults.kills import kill_often

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.model, pytest.mark.xdist_group("model")]


def lose_nothing(url: str, kills: int, seed: int) -> None:
    found = kill_often(url, rasa_dialogue(), kills, seed)
    assert found.comparison.clean, found
    assert found.faults == ()
    assert found.comparison.acknowledged > kills
    assert found.cut_off >= kills // 2, "most kills hit a turn"


def test_twenty_kills_on_sqlite(tmp_path: Path) -> None:
    lose_nothing(sqlite_file(tmp_path), 20, seed=1)


@pytest.mark.postgres
def test_six_kills_on_postgresql(postgres_url: str) -> None:
    lose_nothing(postgres_url, 6, seed=2)
