"""The review sheet holds everything that a clinician decides, and the sign-off covers what it prints."""

from __future__ import annotations

import re

import pytest

from bot.content.digests import digest_of_all
from bot.content.knowledge import FOLDER, Knowledge
from bot.content.loading import load
from bot.content.review_sheet import OF_THE_END, review_sheet
from tests.content.knowledge_files import Files


def test_every_decision_stands_in_it_with_its_default_and_why(knowledge: Knowledge) -> None:
    sheet = review_sheet(knowledge)
    for decision in knowledge.decisions.values():
        block = sheet.split(f"### `{decision.id}`\n")[1].split("### ")[0]
        assert decision.decides in block
        assert "Taken until then: " in block
        assert "Right as it stands" in block


def test_every_text_that_a_clinician_answers_for_stands_in_it(knowledge: Knowledge) -> None:
    sheet = review_sheet(knowledge)
    names = re.findall(r"^### .*`(\w+)`", sheet, re.MULTILINE)
    assert {
        *knowledge.checklist.ids,
        *knowledge.red_flags,
        *knowledge.near_conditions.by_id,
        *knowledge.decisions,
        *OF_THE_END,
    } <= set(names)
    assert all(source.cited_for in sheet for source in knowledge.sources.values())


def test_a_threshold_is_the_clinics_own_in_every_place(files: Files) -> None:
    files.put("clinic.yml", ("obesity_bmi_threshold",), 27.5)
    changed = load(files.folder)
    assert review_sheet(changed).count("27.5") > 2
    assert "{obesity_bmi}" not in review_sheet(changed)


def test_every_decision_names_a_file_of_the_content(knowledge: Knowledge) -> None:
    for decision in knowledge.decisions.values():
        assert (FOLDER / decision.in_file).is_file()


@pytest.mark.parametrize(
    ("file", "path"),
    [("decisions.yml", ("aspirin", "taken")), ("near_conditions.yml", ("conditions", "migraine", "text"))],
)
def test_what_it_prints_is_part_of_what_is_signed(files: Files, file: str, path: tuple[str, ...]) -> None:
    before = load(files.folder)
    files.put(file, path, "Another word.")
    after = load(files.folder)
    assert digest_of_all(before.digests) != digest_of_all(after.digests)
    assert digest_of_all(after.digests) in review_sheet(after)
