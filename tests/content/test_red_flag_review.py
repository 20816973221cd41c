"""The review sheet holds every record, self-harm first, and is made anew when a record changes."""

from __future__ import annotations

import re
from pathlib import Path

from bot.content.knowledge import Knowledge
from bot.content.red_flag_review import sheet

KEPT = Path(__file__).parents[2] / "docs" / "red-flags-review.md"


def test_the_sheet_in_docs_is_the_one_of_today(knowledge: Knowledge) -> None:
    assert KEPT.read_text("utf-8") == sheet(knowledge), "run python -m bot red-flags-review"


def test_every_record_stands_in_it_and_self_harm_first(knowledge: Knowledge) -> None:
    text = sheet(knowledge)
    flags = re.findall(r"^## `(\w+)`", text, re.MULTILINE)
    assert flags[0] == "self_harm"
    assert sorted(flags) == sorted(knowledge.red_flag_rules.records)
    names = re.findall(r"^### `(\w+)`", text, re.MULTILINE)
    assert len(names) == sum(len(each) for each in knowledge.red_flag_rules.records.values())
