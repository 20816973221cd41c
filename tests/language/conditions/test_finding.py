"""Conditions and medicines in lay language, and what is said of them."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluation.exchange import ExchangeReader
from bot.language.conditions.finding import ConditionReader
from bot.language.conditions.subject import SubjectReader
from tests.conversation import knowledge
from tests.language.words import conditions, lexicon

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "conditions.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_mentions(row: dict[str, Any]) -> None:
    found = [[m.question, m.status] for m in conditions().mentions(row["text"])]
    assert [pair for pair in found if pair in row["mentions"]] == row["mentions"]
    assert len(found) == len(row["mentions"])


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("hypotention", "present"),
        ("hypotnsion", "present"),
        ("hyptension", "denied"),
        ("hypertnsion", "denied"),
        ("osteoartritis", "present"),
        ("osteoarthrosis", "present"),
        ("hiatal hernea", "present"),
    ],
)
def test_opposites_are_never_merged(typed: str, never: str) -> None:
    assert never not in [mention.status for mention in conditions().mentions(f"I have {typed}")]


def test_a_mention_stands_where_it_was_typed() -> None:
    text = "Well, I’ve   got Glaucma — and don’t take ECOSPRIN"
    assert [text[m.start : m.end] for m in conditions().mentions(text)] == ["Glaucma", "ECOSPRIN"]


def test_whose_it_is() -> None:
    (mention,) = conditions().mentions("my mum does not have glaucoma")
    assert (mention.status, mention.person, mention.their) == ("other_person", "your mother", "denied")
    assert conditions().mentions("I have glaucoma")[0].person == "you"


def test_numbers_say_what_they_came_to() -> None:
    assert conditions().mentions("i am 5'4 and 92 kg")[0].value == "BMI 34.8"
    assert conditions().mentions("bp 150 by 95")[0].value == "150/95"


@pytest.mark.parametrize(
    "text",
    [
        "can I come on the 21st",
        "the 31st suits me",
        "kya main paanch minute latak sakta hu",
        "I am Tia and I want to try",
    ],
)
def test_a_date_a_number_and_a_name_are_no_condition(text: str) -> None:
    assert conditions().mentions(text) == ()


@pytest.mark.parametrize("text", ["I weigh 21 stone", "I am a TIA patient", "had a TIA on the 21st"])
def test_what_is_like_a_date_or_a_name_and_is_none(text: str) -> None:
    assert len(conditions().mentions(text)) == 1


def test_the_clinic_sets_the_limits() -> None:
    clinic = knowledge().clinic.copy(
        update={"obesity_bmi_threshold": 25.0, "obesity_bmi_ask_threshold": 23.0}
    )
    strict = ConditionReader(replace(knowledge(), clinic=clinic), lexicon())
    assert strict.mentions("bmi 26")[0].status == "present"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("I'm asking for my father, he has a stent", "your father"),
        ("this is for my mum", "your mother"),
        ("meri mummy ke liye", "your mother"),
        ("my wife wants to try it", "your wife"),
        ("it's for me", "you"),
        ("it's not for me, it is for my husband", "your husband"),
        ("I want the check for my mother, not for me", "your mother"),
        ("not for me but my wife", "your wife"),
        ("mere liye nahi, patni ke liye", "your wife"),
        ("this isn't for me, for my dad", "your father"),
        ("it is for me, not for my mother", "you"),
        ("not for my sister", None),
        ("I have glaucoma", None),
        ("my father had glaucoma", None),
    ],
)
def test_whom_the_check_is_for(text: str, subject: str | None) -> None:
    assert SubjectReader(lexicon()).subject(text) == subject


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        ("Do you have a pacemaker?", "Yes, since March.", "present"),
        ("Any epilepsy?", "No.", "denied"),
        ("Does epilepsy run in the family?", "Yes.", "other_person"),
        ("How are you doing with your epilepsy?", "It has been quiet.", "present"),
    ],
)
def test_a_question_and_its_answer(question: str, answer: str, status: str) -> None:
    assert status in ExchangeReader(conditions(), lexicon()).statuses(question, answer).values()


def test_it_is_fast() -> None:
    texts = [row["text"] for row in ROWS] * 3
    took = []
    for text in texts:
        before = time.thread_time()
        conditions().mentions(text)
        took.append(time.thread_time() - before)
    assert sorted(took)[int(len(took) * 0.95)] < 0.02
