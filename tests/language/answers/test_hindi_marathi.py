"""Answers in Hindi and Marathi, in both scripts."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Interpretation
from bot.language.answers.reading import Reading
from tests.conversation import knowledge
from tests.language.words import answers, conditions

QUESTIONS = knowledge().checklist.ids


def reading(asked: str, text: str) -> Reading:
    return answers().read(asked, Interpretation(text, "tell", 0.5, mentions=conditions().mentions(text)))


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text",
    ["नाय", "नाही हो", "नही जी", "नाहीये", "मुळीच नाही", "kadhich nahi", "असं काही नाही मला", "कभी नहीं हुआ"],
)
def test_a_plain_no_in_any_spelling(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "no"


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("text", ["ho", "हो", "हो ना", "हा जी", "ho ahe", "हाँ जी है"])
def test_a_plain_yes_in_any_spelling(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "yes"


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text", ["खात्री नाही", "नक्की माहित नाही", "jankari nahi hai", "कह नहीं सकती", "नाही आठवत"]
)
def test_not_knowing_is_not_sure(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "unsure"


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text", ["नाही सांगणार", "sangaychi icha nahi", "बताना नहीं चाहूंगी", "नहीं बोलूँगा", "iska jawab nahi dena"]
)
def test_declining_is_never_a_no(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "declined"


@pytest.mark.parametrize(
    ("asked", "text", "right"),
    [
        ("ear_infection", "कानात काही नाही", "no"),
        ("eye_condition", "dolyala kahi nahi mala", "no"),
        ("cerebral_disorder", "dimag ki koi bimari nahi hai", "no"),
        ("blood_thinners", "रक्त पातळ करायची गोळी घेत नाही", "no"),
        ("blood_thinners", "हो, वॉर्फरिन घेतो", "yes"),
        ("cerebral_disorder", "fit yetat mala", "yes"),
        ("herniated_disc", "गादी सरकली आहे", "yes"),
        ("obesity", "बीएमआय ३३ आहे", "yes"),
        ("obesity", "उंची १६० वजन ५८", "no"),
    ],
)
def test_what_is_named_answers_its_question(asked: str, text: str, right: str | None) -> None:
    assert reading(asked, text).answer == right


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("osteoporosis", "हाडं एकदम मजबूत आहेत"),
        ("eye_condition", "aankhein bilkul theek hai"),
        ("ear_infection", "कान साफ हैं"),
        ("spinal_injury", "रीढ़ सलामत है"),
    ],
)
def test_to_be_well_leans_to_a_no_and_is_none(asked: str, text: str) -> None:
    found = reading(asked, text)
    assert (found.answer, found.repair) == (None, "leaning_no")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("ear_infection", "मुलीच्या कानात संसर्ग आहे"),
        ("herniated_disc", "sasryanna slip disc ahe"),
        ("osteoporosis", "aajichi hade thisul ahet"),
    ],
)
def test_what_a_relative_has_is_no_answer(asked: str, text: str) -> None:
    assert reading(asked, text).answer is None


@pytest.mark.parametrize("text", ["bp nahi", "bp normal rehta hai, dil bhi theek", "हृदय ठीक आहे, बीपी नाही"])
def test_one_denied_part_leaves_the_heart_open(text: str) -> None:
    assert reading("blood_pressure_or_heart", text) == Reading("part_denied", part="heart_disease")
