"""The clinic's files load, and a mistake in one of them names the file, the item and the remedy."""

from __future__ import annotations

import shutil
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from bot.core.knowledge import FOLDER, Knowledge, KnowledgeError
from bot.core.loading import load
from bot.core.names import QUESTIONS, RED_FLAGS, TOPICS, URGENCIES
from bot.core.placeholders import CLINIC


class Files:
    """A copy of the clinic's files that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> Any:
        return yaml.safe_load((self.folder / name).read_text(encoding="utf-8"))

    def write(self, name: str, content: Any) -> None:
        self.text(name, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))

    def text(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def put(self, name: str, path: tuple[str | int, ...], value: Any) -> None:
        """Change one value deep in a file."""
        whole = self.read(name)
        place = whole
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        self.write(name, whole)

    def remove(self, name: str, path: tuple[str | int, ...]) -> None:
        whole = self.read(name)
        place = whole
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        self.write(name, whole)

    def fault(self) -> KnowledgeError:
        """The mistake that loading reports; it always has a remedy."""
        with pytest.raises(KnowledgeError) as caught:
            load(self.folder)
        assert caught.value.remedy
        return caught.value


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(Path(shutil.copytree(FOLDER, tmp_path / "knowledge")))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def faulted(files: Files) -> tuple[str, str]:
    error = files.fault()
    return error.file, error.item


# ---- the files as shipped


def test_the_ten_questions_stand_in_the_order_of_the_contract(knowledge: Knowledge) -> None:
    assert knowledge.checklist.ids == QUESTIONS


def test_every_topic_and_red_flag_of_the_contract_has_its_words(knowledge: Knowledge) -> None:
    assert set(knowledge.topics) == set(TOPICS)
    assert set(knowledge.red_flags) == set(RED_FLAGS)


def test_every_question_has_lay_words_sources_and_codes(knowledge: Knowledge) -> None:
    for question in knowledge.checklist.questions:
        assert knowledge.lay_words[question.id].terms
        assert question.sources
        assert {"snomed", "icd10"} <= question.codes.keys()


def test_every_part_has_lay_words_of_its_own(knowledge: Knowledge) -> None:
    for question in knowledge.checklist.questions:
        assert set(knowledge.lay_words[question.id].parts) == {part.id for part in question.parts}


def test_a_part_counts_the_past_as_its_question_does_unless_it_says_otherwise(knowledge: Knowledge) -> None:
    eye = {part.id: part.past_counts for part in knowledge.checklist["eye_condition"].parts}
    assert eye == {"eye_disease": "yes", "eye_infection": "no"}


def test_questions_are_short_enough_for_a_phone(knowledge: Knowledge) -> None:
    assert all(len(question.ask) <= 220 for question in knowledge.checklist.questions)
    assert all(len(topic.text) <= 650 for topic in knowledge.topics.values())


def test_look_alikes_are_no_words_of_the_question_they_resemble(knowledge: Knowledge) -> None:
    for question, look_alike in (
        ("blood_pressure_or_heart", "hypotension"),
        ("blood_pressure_or_heart", "intracranial hypertension"),
        ("cerebral_disorder", "heat stroke"),
        ("osteoporosis", "osteoarthritis"),
        ("herniated_disc", "hiatal hernia"),
        ("blood_thinners", "allergic to aspirin"),
    ):
        assert look_alike in knowledge.lay_words[question].not_this


def test_contacts_that_nobody_told_us_are_not_invented(knowledge: Knowledge) -> None:
    clinic = knowledge.clinic
    assert (clinic.phone, clinic.email, clinic.address, clinic.hours, clinic.booking_url) == (None,) * 5


def test_only_an_emergency_asks_for_help_now(knowledge: Knowledge) -> None:
    assert {flag.urgency for flag in knowledge.red_flags.values()} == set(URGENCIES)
    assert knowledge.red_flags["cancer"].urgency == "days"


def test_care_and_the_crisis_line_come_before_the_emergency_number(knowledge: Knowledge) -> None:
    advice = knowledge.red_flags["self_harm"].advice
    assert 0 < advice.index("{crisis_line}") < advice.index("{emergency_number}")


def test_topics_and_advice_use_only_the_clinics_own_placeholders(knowledge: Knowledge) -> None:
    texts = [topic.text for topic in knowledge.topics.values()]
    texts += [flag.advice for flag in knowledge.red_flags.values()]
    for text in texts:
        assert {name for _, name, _, _ in Formatter().parse(text) if name} <= CLINIC


# ---- mistakes in the YAML


def test_a_missing_file_is_named(files: Files) -> None:
    (files.folder / "topics.yml").unlink()
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
    (files.folder / "clinic.yml").write_bytes("name: Café".encode("latin-1"))
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
    text = (files.folder / "checklist.yml").read_text(encoding="utf-8")
    files.text("checklist.yml", text.replace('past_counts: "yes"', "past_counts: yes"))
    assert load(files.folder).checklist["osteoporosis"].past_counts == "yes"


# ---- mistakes in what the files say


@pytest.mark.parametrize(
    ("file", "path", "item"),
    [
        ("checklist.yml", ("version",), "checklist.version"),
        ("checklist.yml", ("questions", 0, "ask"), "blood_pressure_or_heart.ask"),
        ("checklist.yml", ("questions", 0, "past_counts"), "blood_pressure_or_heart.past_counts"),
        ("checklist.yml", ("questions", 0, "parts", 0, "ask"), "high_blood_pressure.ask"),
        ("topics.yml", ("cost", "text"), "cost.text"),
        ("red_flags.yml", ("stroke", "advice"), "stroke.advice"),
        ("sources.yml", ("article", "title"), "article.title"),
        ("wording.yml", ("consent",), "wording.consent"),
        ("clinic.yml", ("emergency_number",), "clinic.emergency_number"),
        ("clinic.yml", ("minimum_age",), "clinic.minimum_age"),
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
    assert files.fault().file == file


@pytest.mark.parametrize(
    ("file", "path", "item"),
    [
        ("checklist.yml", ("extra",), "checklist.extra"),
        ("checklist.yml", ("questions", 0, "extra"), "blood_pressure_or_heart.extra"),
        ("checklist.yml", ("questions", 0, "parts", 0, "extra"), "high_blood_pressure.extra"),
        ("checklist.yml", ("questions", 0, "codes", "extra"), "codes.extra"),
        ("lay_words.yml", ("extra",), "extra"),
        ("lay_words.yml", ("obesity", "extra"), "obesity.extra"),
        ("lay_words.yml", ("obesity", "parts"), "obesity.parts.extra"),
        ("topics.yml", ("extra",), "extra"),
        ("topics.yml", ("cost", "extra"), "cost.extra"),
        ("red_flags.yml", ("stroke", "rules"), "stroke.rules"),
        ("sources.yml", ("article", "extra"), "article.extra"),
        ("wording.yml", ("extra",), "extra"),
        ("clinic.yml", ("extra",), "clinic.extra"),
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
    assert faulted(files) == ("checklist.yml", "pregnancy")


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
    files.write("checklist.yml", checklist)
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
    assert error.file == file
    assert "hearsay" in error.remedy


def test_an_urgency_that_is_not_known_is_named(files: Files) -> None:
    files.put("red_flags.yml", ("cancer", "urgency"), "soon")
    assert faulted(files) == ("red_flags.yml", "cancer.urgency")


# ---- lay words


def test_a_word_of_two_questions_is_named_with_both(files: Files) -> None:
    files.put("lay_words.yml", ("obesity", "medicines"), ["warfarin"])
    error = files.fault()
    assert (error.file, error.item) == ("lay_words.yml", "obesity.medicines")
    assert "blood_thinners.medicines" in error.remedy


def test_a_word_that_is_and_is_not_the_question_is_named(files: Files) -> None:
    files.put("lay_words.yml", ("obesity", "not_this"), ["obese"])
    assert faulted(files) == ("lay_words.yml", "obesity.not_this")


def test_a_look_alike_may_be_a_word_of_another_question(files: Files) -> None:
    files.put("lay_words.yml", ("obesity", "not_this"), ["glaucoma"])
    assert load(files.folder).lay_words["obesity"].not_this == ("glaucoma",)


@pytest.mark.parametrize("word", ["Obese", "very  obese", " obese"])
def test_a_word_that_could_never_match_is_named(files: Files, word: str) -> None:
    files.put("lay_words.yml", ("obesity", "terms"), [word])
    assert faulted(files) == ("lay_words.yml", "obesity.terms")


def test_a_part_without_words_is_named(files: Files) -> None:
    files.put("lay_words.yml", ("blood_thinners", "parts", "antiplatelet"), [])
    assert faulted(files) == ("lay_words.yml", "blood_thinners.parts.antiplatelet")


# ---- texts


@pytest.mark.parametrize(
    "text",
    [
        "Call {phone_number}.",
        "Call {emergency_number.x}.",
        "Call {emergency_number!r}.",
        "Call {emergency_number:>9}.",
        "Call {}.",
        "Call {emergency_number.",
        "Look at https://example.org",
        "Look at www.example.org",
        "Open /book/1",
        "It is safe for you.",
        "You are cleared.",
    ],
)
@pytest.mark.parametrize(
    ("file", "path", "item"),
    [
        ("topics.yml", ("cost", "text"), "cost.text"),
        ("wording.yml", ("paused",), "paused"),
        ("red_flags.yml", ("stroke", "advice"), "stroke.advice"),
        ("checklist.yml", ("questions", 2, "about"), "eye_condition.about"),
    ],
)
def test_a_text_with_an_address_a_promise_or_a_wrong_placeholder_is_named(
    files: Files, file: str, path: tuple[str | int, ...], item: str, text: str
) -> None:
    files.put(file, path, text)
    assert faulted(files) == (file, item)


@pytest.mark.parametrize("title", ["Book now", "Make an appointment", "Schedule a visit"])
@pytest.mark.parametrize(
    ("file", "path", "item"),
    [
        ("wording.yml", ("choice_start",), "choice_start"),
        ("topics.yml", ("booking", "label"), "booking.label"),
    ],
)
def test_no_button_speaks_of_booking(
    files: Files, file: str, path: tuple[str, ...], item: str, title: str
) -> None:
    files.put(file, path, title)
    assert faulted(files) == (file, item)


@pytest.mark.parametrize(
    "name", ["consent", "technical_problem", "outcome_avoid", "question_frame", "why_frame"]
)
def test_a_sentence_that_lost_what_it_must_say_is_named(files: Files, name: str) -> None:
    files.put("wording.yml", (name,), "Some words.")
    assert faulted(files) == ("wording.yml", name)


def test_advice_always_holds_the_emergency_number(files: Files) -> None:
    files.put("red_flags.yml", ("cardiac", "advice"), "Rest a little.")
    assert faulted(files) == ("red_flags.yml", "cardiac.advice")


def test_the_advice_at_self_harm_holds_the_crisis_line(files: Files) -> None:
    files.put("red_flags.yml", ("self_harm", "advice"), "Call {emergency_number}.")
    assert faulted(files) == ("red_flags.yml", "self_harm.advice")


# ---- the clinic


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("emergency_number", 112),
        ("country", "India"),
        ("minimum_age", 17.5),
        ("minimum_age", True),
        ("result_valid_days", 0),
        ("obesity_bmi_threshold", "30"),
        ("obesity_bmi_ask_threshold", 31),
        ("booking_url", "http://example.org"),
        ("website", "https://example.org"),
        ("name", None),
    ],
)
def test_a_setting_of_the_clinic_that_cannot_be_is_named(files: Files, key: str, value: object) -> None:
    files.put("clinic.yml", (key,), value)
    assert faulted(files) == ("clinic.yml", f"clinic.{key}")


def test_who_signed_off_a_version_is_read(files: Files) -> None:
    files.put("clinic.yml", ("signed_off_by",), {"2026.1": "Dr A. Example"})
    assert load(files.folder).clinic.signed_off_by == {"2026.1": "Dr A. Example"}
