"""Whichever call of a turn raises: no link, the visitor is told, with the advice, and the next turn is fine.

Every seventh call of two turns; the long form, `make faults`, takes each call of every turn, with Rasa too.
"""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.conversation import house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue
from tests.faults.every_call import Seen, break_each, clinic, turns
from tests.faults.nursery import UNLIMITED

pytestmark = pytest.mark.faults

ENOUGH = 50


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["obesity, pressed", "consent, a danger"])
def test_a_call_raises(tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    seen = Seen()
    with house(sqlite_file(tmp_path), FakeDialogue(knowledge()), **UNLIMITED) as home, clinic(home) as place:
        for turn in turns(home, place):
            if turn.name == name:
                seen.add(break_each(place, turn, step=7))
    assert seen.broken > ENOUGH
    assert seen.told["503"] + seen.told["technical_problem"] > ENOUGH // 2
    assert seen.faults == {}
