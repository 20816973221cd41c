"""`check-content` tells every mistake without starting; `sign-off` signs only what has none."""

from __future__ import annotations

import pytest

from bot.content.loading import load
from bot.service.content_files import check_content, mistakes, sign
from tests.content.knowledge_files import Files


def told(files: Files) -> list[tuple[str, str]]:
    return [(error.file, error.item) for error in mistakes(files.folder)]


def test_the_content_as_shipped_is_in_order(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_content(files.folder) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_the_mistakes_of_all_files_are_told_at_once(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    files.remove("topics.yml", ("cost", "text"))
    files.put("clinic.yml", ("countri",), "IN")
    files.text("sources.yml", "a: [")
    assert check_content(files.folder) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["clinic.yml", "sources.yml", "en/topics.yml"]
    assert all(len(line.split(": ", 2)) == 3 for line in lines)


def test_what_does_not_fit_between_files_is_told(files: Files) -> None:
    files.put("context_rules.yml", ("measured",), {"blood_presure": ["bp"]})
    assert told(files) == [("en/context_rules.yml", "measured.blood_presure")]


def test_a_file_that_nobody_reads_is_told(files: Files) -> None:
    files.path("topics.yml").with_name("topic.yml").write_text("a: b\n", encoding="utf-8")
    assert told(files) == [("en/topic.yml", "file")]


def test_the_misspelt_name_that_once_broke_a_question_is_told_with_the_right_one(files: Files) -> None:
    intents = files.read("intents.yml")
    intents["follow_up"]["leadz"] = intents["follow_up"].pop("leads")
    files.write("intents.yml", intents)
    [error] = mistakes(files.folder)
    assert error.item == "follow_up.leadz"
    assert "`leads`" in error.remedy


def test_a_content_with_a_mistake_is_not_signed_off(files: Files) -> None:
    files.put("plain_answers.yml", ("closing",), ["in the end"])
    assert sign("Dr A", files.folder) == 1
    assert load(files.folder).clinic.signed_off is None


def test_a_content_in_order_is_signed_off(files: Files) -> None:
    assert sign("Dr A", files.folder) == 0
    assert load(files.folder).clinic.signed_off is not None
