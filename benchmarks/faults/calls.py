"""Every call of every turn raises, one at a time."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path

from benchmarks.faults.row import Line, Say, rasa
from benchmarks.faults.shares import PROCESSES, shared
from bot.dialogue.port import Dialogue
from tests.conversation import house, knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue
from tests.faults.every_call import Seen, break_each, clinic, turns
from tests.faults.nursery import UNLIMITED

STEP = int(os.environ.get("STEP", "1"))
"""More than 1 thins the calls out."""

IN_MEMORY = Path("/dev/shm")
WITH_RASA = ("obesity, pressed", "obesity, typed", "after the end")
"""The turns that can end with a link."""


def plain(say: Say) -> list[Line]:
    """Every turn, with a dialogue by plain rules."""
    what = (
        "consent, the ten questions (pressed and typed), the outcome and two red flags; plain rules for Rasa"
    )
    return [_line(what, _broken(FakeDialogue(knowledge()), None, say))]


def with_rasa(say: Say) -> list[Line]:
    """With Rasa the turns that can end with a link."""
    return [_line("the last question and what follows, with Rasa", _broken(rasa(), WITH_RASA, say))]


def _broken(dialogue: Dialogue, names: tuple[str, ...] | None, say: Say) -> Seen:
    seen = Seen()
    for share in shared(lambda number: _share(dialogue, names, number, say)):
        seen.add(share)
    for fault, times in seen.faults.most_common(20):
        say(f"{times} × {fault}")
    return seen


def _share(dialogue: Dialogue, names: tuple[str, ...] | None, number: int, say: Say) -> Seen:
    """Every so-manieth of the turns, in a process of its own."""
    sys.unraisablehook = lambda _: None  # Python tells of what is cut off in the middle
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    seen = Seen()
    folder = IN_MEMORY if IN_MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=folder) as made,
        house(sqlite_file(Path(made)), dialogue, **UNLIMITED) as home,
        clinic(home) as place,
    ):
        wanted = (turn for turn in turns(home, place) if names is None or turn.name in names)
        for at, turn in enumerate(wanted):
            if at % PROCESSES == number:
                seen.add(break_each(place, turn, STEP))
                say(f"{turn.name}: {seen.broken} turns broken, {seen.faults.total()} faults")
    return seen


def _line(what: str, seen: Seen) -> Line:
    told = ", ".join(f"{number} × {how}" for how, number in seen.told.most_common())
    links = sum(number for fault, number in seen.faults.items() if fault.endswith("a link"))
    which = "each" if STEP == 1 else f"every {STEP}th"
    return Line(
        f"{which} call that a turn makes raises once, through the edge: {what}",
        "0 links, visitor told (with the emergency advice), next turn fine",
        f"{seen.broken} turns broken: {told}; {links} links, {seen.faults.total()} faults in all",
        seen.broken > 0 and not seen.faults and STEP == 1,
        f"only every {STEP}th was tried" if STEP > 1 and not seen.faults else "",
    )
