"""What the verb of a Hindi or Marathi clause says of the conditions before it."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Status
from tests.language.words import conditions


def statuses(text: str) -> list[tuple[str, Status]]:
    return [(mention.question, mention.status) for mention in conditions().mentions(text)]


HEART, BRAIN, DISC = "blood_pressure_or_heart", "cerebral_disorder", "herniated_disc"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("mereko BP vagaire kuch nai hai", HEART),
        ("बीपी नाय मला", HEART),
        ("mala mirgi kadhich nahi ali", BRAIN),
        ("मिर्गी कभी नहीं आई", BRAIN),
        ("nahi hai ji slip disc", DISC),
        ("gadi sarakleli nahi", DISC),
        ("हृदयाचा कोणताही आजार नाही", HEART),
        ("मुझे हड्डियों की कमजोरी नही है", "osteoporosis"),
    ],
)
def test_a_denied_verb_denies_the_nouns_of_its_clause(text: str, question: str) -> None:
    assert {said for named, said in statuses(text) if named == question} == {"denied"}


def test_a_verb_holds_for_all_nouns_before_it() -> None:
    assert statuses("bp aur mirgi nahi hai") == [(HEART, "denied"), (BRAIN, "denied")]


def test_each_noun_of_a_row_of_denials_is_denied() -> None:
    assert {said for _, said in statuses("na lakwa na mirgi na slip disc")} == {"denied"}


def test_na_behind_a_verb_only_asks_for_assent() -> None:
    assert ("blood_pressure_or_heart", "denied") not in statuses("bp hai na, mirgi bhi hai na")


@pytest.mark.parametrize(
    "text",
    [
        "bp ki goli kabhi miss nahi karta",
        "bp ki goli ke bina chain nahi",
        "बीपी की दवा कभी बंद नहीं की",
        "मला मिरगी आहे ते माहीत नाही त्यांना",
        "mirgi theek nahi hui",
    ],
)
def test_the_denial_of_something_else_denies_no_condition(text: str) -> None:
    assert "denied" not in {said for _, said in statuses(text)}


@pytest.mark.parametrize(
    "text",
    [
        "shayad bp nahi hai",
        "bp nahi hai aisa lagta hai",
        "pata nahi mirgi hai ya nahi",
        "मिरगी म्हणावी की नाही ते कळत नाही",
        "बीपी है या नहीं मालूम नहीं",
    ],
)
def test_where_somebody_doubts_nothing_is_denied_by_the_verb(text: str) -> None:
    assert "denied" not in {said for _, said in statuses(text)}


@pytest.mark.parametrize(
    "text",
    [
        "नाही अहो थांबा जरा मघाचं सांगायचं राहिलं ती रक्त पातळ व्हायची गोळी मी घेते",
        "nahi ruko zara pehle wali baat khoon patla karne wali goli main leti hoon",
    ],
)
def test_a_no_far_in_front_of_an_affirmed_verb_denies_nothing(text: str) -> None:
    assert [named for named, _ in statuses(text)] == ["blood_thinners"]
    assert "denied" not in {said for _, said in statuses(text)}
