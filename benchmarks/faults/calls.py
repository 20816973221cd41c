"""Every call of every turn raises, one at a time."""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

from benchmarks.faults.row import Line, Say, rasa
from bot.engine.dialogue import Dialogue
from tests.conversation import house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue
from tests.faults.every_call import Seen, break_each, clinic, turns
from tests.faults.nursery import UNLIMITED

IN_MEMORY = Path("/dev/shm")
WITH_RASA = ("obesity, pressed", "obesity, typed", "after the end")
"""The turns that can end with a link."""


def run(say: Say) -> list[Line]:
    """Every turn with a dialogue by plain rules; with Rasa those that can end with a link."""
    sys.unraisablehook = lambda _: None  # what is cut off in the middle is told by Python as well
    logging.disable(logging.CRITICAL)
    try:
        plain = _broken(FakeDialogue(knowledge()), None, say)
        return [
            _line("consent, the ten questions (pressed and typed), the outcome and two red flags", plain),
            _line("the last question and what follows, with Rasa", _broken(rasa(), WITH_RASA, say)),
        ]
    finally:
        logging.disable(logging.NOTSET)


def _broken(dialogue: Dialogue, names: tuple[str, ...] | None, say: Say) -> Seen:
    seen = Seen()
    folder = IN_MEMORY if IN_MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=folder) as made,
        house(sqlite_file(Path(made)), dialogue, **UNLIMITED) as home,
        clinic(home) as place,
    ):
        for turn in turns(home, place):
            if names is None or turn.name in names:
                seen.add(break_each(place, turn))
                say(f"{turn.name}: {seen.broken} turns broken, {seen.faults.total()} faults")
    for fault, times in seen.faults.most_common(20):
        say(f"{times} × {fault}")
    return seen


def _line(what: str, seen: Seen) -> Line:
    told = ", ".join(f"{number} × {how}" for how, number in seen.told.most_common())
    links = sum(number for fault, number in seen.faults.items() if fault.endswith("a link"))
    return Line(
        f"each call that a turn makes raises once, over HTTP: {what}",
        "0 links, visitor told (with the emergency advice), next turn fine",
        f"{seen.broken} turns broken: {told}; {links} links, {seen.faults.total()} faults in all",
        seen.broken > 0 and not seen.faults,
    )
