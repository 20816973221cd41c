"""A no in other words: what is denied or called well is the thing itself (contract, rule 2)."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Interpretation
from bot.language.answers.reading import Reading
from tests.language.words import answers, conditions


def reading(asked: str, text: str) -> Reading:
    return answers().read(asked, Interpretation(text, "tell", 0.5, mentions=conditions().mentions(text)))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("eye_condition", "my eyes have never had any complaint"),
        ("eye_condition", "डोळ्यांचा कुठलाही आजार आजवर झालाच नाही"),
        ("cerebral_disorder", "nothing ever happened to my brain, thank god"),
        ("cerebral_disorder", "dimag ki koi bimari aaj tak hui hi nahi"),
        ("ear_infection", "both ears have no infection"),
        ("herniated_disc", "that slipped disc trouble I never got"),
        ("blood_thinners", "not on any blood thinner"),
        ("blood_thinners", "rakt patal karnyachi goli mi kadhich ghetli nahi"),
        ("spinal_injury", "back was never injured"),
        ("blood_pressure_or_heart", "na bp hai na heart ka kuch"),
        ("osteoporosis", "हड्डी की कोई बीमारी आज तक नहीं हुई"),
    ],
)
def test_to_deny_the_thing_itself_is_a_no(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "no"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("osteoporosis", "no my bones are strong sir"),
        ("eye_condition", "nope, eyes are perfectly fine"),
        ("herniated_disc", "nahi, disc sab apni jagah pe hai"),
        ("ear_infection", "no, ears clean and dry"),
        ("osteoporosis", "नाही, माझी हाडं मजबूत आहेत"),
    ],
)
def test_behind_a_no_what_is_well_is_what_the_no_says(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "no"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("eye_condition", "my eyes are perfect"),
        ("herniated_disc", "all discs are in place"),
        ("osteoporosis", "हाडं मजबूत आहेत"),
        ("ear_infection", "kaan bilkul saaf hai"),
    ],
)
def test_to_be_well_only_leans_to_a_no(asked: str, text: str) -> None:
    said = reading(asked, text)
    assert (said.sense, said.repair) == ("confirm", "leaning_no")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("eye_condition", "eyes are fine now after the laser"),
        ("eye_condition", "no, eyes are fine with the drops"),
        ("blood_pressure_or_heart", "heart is fine since the stent"),
        ("blood_pressure_or_heart", "no, my bp is normal with tablets"),
        ("ear_infection", "no trouble in the right ear, the left one leaks"),
        ("eye_condition", "never had eye trouble. left eye waters a lot"),
        ("osteoporosis", "my mother's bones are strong, no problem"),
        ("obesity", "no BMI 31"),
        ("obesity", "70 kg at 165 cm isn't obese, is it?"),
        ("cerebral_disorder", "stroke? never had"),
        ("spinal_injury", "no problem with my back except the fracture"),
    ],
)
def test_what_leaves_it_open_is_no_no(asked: str, text: str) -> None:
    assert reading(asked, text).answer != "no"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("cerebral_disorder", "epilepsy, stroke, tumour... none of that ever"),
        ("eye_condition", "glaucoma, cataract, infection: aisa kuch bhi nahi"),
    ],
)
def test_what_is_only_listed_is_denied_behind_the_list(asked: str, text: str) -> None:
    assert reading(asked, text).answer == "no"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("obesity", "lathhpana mala kuni kadhi sangitlach nahi"),
        ("pregnancy", "garodar asnyacha prashnach yet nahi"),
    ],
)
def test_a_clause_that_ends_with_a_denial_is_no_yes(asked: str, text: str) -> None:
    assert reading(asked, text).answer != "yes"


@pytest.mark.parametrize(
    "text", ["wait, I forgot, I take telma for bp", "oh forgot, high bp is there since two years"]
)
def test_what_was_forgotten_is_told_and_the_question_stays(text: str) -> None:
    said = reading("cerebral_disorder", text)
    assert said.sense == "aside"
    assert [fact.question for fact in said.facts] == ["blood_pressure_or_heart"]


def test_a_yes_that_tells_of_another_question_answers_that_one() -> None:
    said = reading("blood_thinners", "yes I had a stroke in 2015")
    assert said.sense == "aside"
    assert [fact.question for fact in said.facts] == ["cerebral_disorder"]
    assert reading("blood_thinners", "yes, and I also had a stroke in 2015").answer == "yes"


@pytest.mark.parametrize(
    "text", ["my own business, sorry", "सांगायची इच्छा नाही", "skipping this one", "leave this question"]
)
def test_to_decline_in_other_words(text: str) -> None:
    assert reading("obesity", text).answer == "declined"


def test_who_says_no_and_wants_the_next_question_has_answered() -> None:
    assert reading("ear_infection", "No. Next question please").answer == "no"
    assert reading("ear_infection", "next question please").answer == "declined"
    assert reading("ear_infection", "no, I won't tell you").answer == "declined"
