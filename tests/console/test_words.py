"""What the console calls things: each id that can be shown has a label."""

from __future__ import annotations

import re
from pathlib import Path

from bot.console.format.words import ACTIONS, Words, load_words
from bot.content.knowledge import Knowledge

ROOT = Path(__file__).parents[2]
_NOTED = re.compile(r'(?:write_down\(|\.add\(session, [^,]+, |_changing\(id, actor, )"(\w+)"')


def test_every_action_that_the_trail_may_tell_has_a_label() -> None:
    files = [file for room in ("console", "turn") for file in (ROOT / "bot" / room).rglob("*.py")]
    noted = {action for file in files for action in _NOTED.findall(file.read_text(encoding="utf-8"))}
    assert len(noted) > 10
    assert noted <= set(ACTIONS)


def test_questions_and_red_flags_are_called_as_in_the_clinics_files(knowledge: Knowledge) -> None:
    words = Words(knowledge)
    assert words("question", "obesity") == knowledge.checklist["obesity"].label
    assert words("red_flag", "stroke") == knowledge.red_flags["stroke"].label
    assert words("outcome", None) == load_words()["outcome"]["none"]
