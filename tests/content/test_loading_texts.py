"""Lay words, texts and the clinic's settings: each mistake is told with file, item and remedy."""

from __future__ import annotations

import pytest

from bot.content.loading import load
from tests.content.knowledge_files import Files, faulted

# ---- lay words


def test_a_word_of_two_questions_is_named_with_both(files: Files) -> None:
    files.put("lay_words.yml", ("obesity", "medicines"), ["warfarin"])
    error = files.fault()
    assert (error.file, error.item) == ("en/lay_words.yml", "obesity.medicines")
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
    assert faulted(files) == ("clinic.yml", key)
