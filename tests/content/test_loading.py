"""A mistake in a knowledge file is told with file, item and remedy."""

from __future__ import annotations

import pytest

from bot.content.loading import load
from bot.domain.names import QUESTIONS
from tests.content.knowledge_files import Files, faulted

# ---- mistakes in the YAML


def test_a_missing_file_is_named(files: Files) -> None:
    files.path("topics.yml").unlink()
    assert faulted(files) == ("topics.yml", "file")


def test_a_mistake_in_the_yaml_names_its_line(files: Files) -> None:
    files.text("sources.yml", "article:\n  title: good\nsecond: [\n")
    file, item = faulted(files)
    assert file == "sources.yml"
    assert item.startswith("line ")


def test_a_character_that_yaml_does_not_allow_is_reported(files: Files) -> None:
    files.text("sources.yml", "article: \x07\n")
    assert faulted(files)[0] == "sources.yml"


def test_a_file_in_another_encoding_is_reported(files: Files) -> None:
    files.path("clinic.yml").write_bytes("name: Café".encode("latin-1"))
    assert faulted(files) == ("clinic.yml", "file")


def test_a_name_that_stands_twice_is_named_with_its_line(files: Files) -> None:
    files.text("sources.yml", "article:\n  title: one\narticle:\n  title: two\n")
    error = files.fault()
    assert (error.file, error.item) == ("sources.yml", "line 3")
    assert "article" in error.remedy


def test_an_empty_file_is_reported(files: Files) -> None:
    files.text("topics.yml", "")
    assert faulted(files) == ("topics.yml", "file")


def test_yes_and_no_without_quotes_are_words(files: Files) -> None:
    text = files.path("checklist.yml").read_text(encoding="utf-8")
    files.text("checklist.yml", text.replace('past_counts: "yes"', "past_counts: yes"))
    assert load(files.folder).checklist["osteoporosis"].past_counts == "yes"


# ---- mistakes in what the files say


@pytest.mark.parametrize(
    ("file", "path", "item"),
    [
        ("checklist.yml", ("version",), "version"),
        ("checklist.yml", ("questions", 0, "ask"), "blood_pressure_or_heart.ask"),
        ("checklist.yml", ("questions", 0, "past_counts"), "blood_pressure_or_heart.past_counts"),
        ("checklist.yml", ("questions", 0, "parts", 0, "ask"), "high_blood_pressure.ask"),
        ("topics.yml", ("cost", "text"), "cost.text"),
        ("red_flags.yml", ("stroke", "advice"), "stroke.advice"),
        ("sources.yml", ("article", "title"), "article.title"),
        ("wording.yml", ("consent",), "consent"),
        ("clinic.yml", ("emergency_number",), "emergency_number"),
        ("clinic.yml", ("minimum_age",), "minimum_age"),
    ],
)
@pytest.mark.parametrize("value", ["", 7.5, [1]], ids=["empty", "a number", "a list"])
def test_a_value_that_is_empty_or_of_the_wrong_kind_is_named(
    files: Files, file: str, path: tuple[str | int, ...], item: str, value: object
) -> None:
    files.put(file, path, value)
    named_file, named_item = faulted(files)
    assert named_file == file
    assert named_item.endswith(item)


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("checklist.yml", ("questions", 3, "why")),
        ("checklist.yml", ("questions", 9)),
        ("checklist.yml", ("version",)),
        ("lay_words.yml", ("obesity",)),
        ("lay_words.yml", ("obesity", "terms")),
        ("lay_words.yml", ("eye_condition", "parts", "eye_infection")),
        ("topics.yml", ("privacy",)),
        ("topics.yml", ("privacy", "text")),
        ("red_flags.yml", ("cauda_equina",)),
        ("red_flags.yml", ("cauda_equina", "urgency")),
        ("wording.yml", ("technical_problem",)),
        ("clinic.yml", ("phone",)),
        ("clinic.yml", ("crisis_line",)),
    ],
)
def test_what_is_missing_is_named(files: Files, file: str, path: tuple[str | int, ...]) -> None:
    files.remove(file, path)
    assert faulted(files)[0] == file


@pytest.mark.parametrize(
    ("file", "path", "item"),
    [
        ("checklist.yml", ("extra",), "extra"),
        ("checklist.yml", ("questions", 0, "extra"), "blood_pressure_or_heart.extra"),
        ("checklist.yml", ("questions", 0, "parts", 0, "extra"), "high_blood_pressure.extra"),
        ("checklist.yml", ("questions", 0, "codes", "extra"), "codes.extra"),
        ("lay_words.yml", ("extra",), "extra"),
        ("lay_words.yml", ("obesity", "extra"), "obesity.extra"),
        ("lay_words.yml", ("obesity", "parts"), "obesity.parts.text"),
        ("topics.yml", ("extra",), "extra"),
        ("topics.yml", ("cost", "extra"), "cost.extra"),
        ("red_flags.yml", ("stroke", "rules"), "stroke.rules"),
        ("sources.yml", ("article", "extra"), "article.extra"),
        ("wording.yml", ("extra",), "extra"),
        ("clinic.yml", ("extra",), "extra"),
    ],
)
def test_a_name_that_is_not_known_is_named(
    files: Files, file: str, path: tuple[str | int, ...], item: str
) -> None:
    files.put(file, path, {"extra": ["some text"], "text": "some text"})
    named_file, named_item = faulted(files)
    assert named_file == file
    assert named_item.endswith(item)


def test_an_id_that_stands_twice_is_named(files: Files) -> None:
    files.put("checklist.yml", ("questions", 1, "id"), "pregnancy")
    assert faulted(files) == ("checklist.yml", "questions.pregnancy")


def test_an_id_that_is_no_plain_name_is_named(files: Files) -> None:
    files.put("checklist.yml", ("questions", 1, "id"), "Blood Thinners")
    assert faulted(files)[0] == "checklist.yml"


def test_questions_in_another_order_are_reported(files: Files) -> None:
    checklist = files.read("checklist.yml")
    checklist["questions"].reverse()
    files.write("checklist.yml", checklist)
    assert faulted(files) == ("checklist.yml", "questions")


def test_a_question_may_be_added_when_it_has_its_words(files: Files) -> None:
    checklist, words = files.read("checklist.yml"), files.read("lay_words.yml")
    checklist["questions"].append({**checklist["questions"][-1], "id": "hernia"})
    words["hernia"] = {"terms": ["a hernia of any kind"]}
    soundness = files.read("soundness.yml")
    soundness["questions"]["hernia"] = {"names": {"whole": ["hernia"]}, "wrong": ["lump"]}
    files.write("checklist.yml", checklist)
    files.write("soundness.yml", soundness)
    files.write("lay_words.yml", words)
    assert load(files.folder).checklist.ids == (*QUESTIONS, "hernia")


def test_a_single_part_is_reported(files: Files) -> None:
    files.remove("checklist.yml", ("questions", 0, "parts", 1))
    assert faulted(files) == ("checklist.yml", "blood_pressure_or_heart.parts")


@pytest.mark.parametrize(
    ("file", "path"),
    [("checklist.yml", ("questions", 0, "sources")), ("topics.yml", ("evidence", "sources"))],
)
def test_a_source_that_nobody_listed_is_named(files: Files, file: str, path: tuple[str | int, ...]) -> None:
    files.put(file, path, ["hearsay"])
    error = files.fault()
    assert error.file.endswith(file)
    assert "hearsay" in error.remedy


def test_an_urgency_that_is_not_known_is_named(files: Files) -> None:
    files.put("red_flags.yml", ("cancer", "urgency"), "soon")
    assert faulted(files) == ("red_flags.yml", "cancer.urgency")
