"""What the clause around a condition says: who is spoken to, who only says it, and what is asked of it."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Mention
from tests.language.words import conditions


def only(text: str) -> Mention:
    (found,) = conditions().mentions(text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "DEXA me osteoporosis aaya beta, doctor madam ne bataya",
        "haan bhai glaucoma hai",
        "beta mujhe glaucoma hai",
        "हाँ बेटा, मुझे मिर्गी है",
    ],
)
def test_who_is_spoken_to_has_nothing(text: str) -> None:
    assert only(text).status == "present"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("bhai ko mirgi hai", "your brother"),
        ("mere bete ko epilepsy hai", "your son"),
        ("glaucoma is with my husband", "your husband"),
        ("Clopilet is taken by my father", "your father"),
        ("माझ्या आत्याला ब्रेन ट्युमर होता", "your aunt"),
        ("vahini pregnant ahe", "your sister-in-law"),
        ("सून गरोदर आहे आमची", "your daughter-in-law"),
    ],
)
def test_whose_it_is(text: str, person: str) -> None:
    assert (only(text).status, only(text).person) == ("other_person", person)


def test_who_only_says_it_does_not_have_it() -> None:
    assert only("papa says she had a slipped disc").person == "she"
    assert only("my husband says I have glaucoma").status == "present"


@pytest.mark.parametrize(
    "text",
    [
        "left ear is infected since Friday, on drops, is that a problem?",
        "my ear is infected, does that matter",
        "I have glaucoma, can I do it?",
    ],
)
def test_what_is_told_before_the_question_is_told(text: str) -> None:
    assert only(text).status == "present"


@pytest.mark.parametrize(
    "text",
    [
        "is glaucoma a problem, doctor?",
        "if I have glaucoma, can I do it?",
        "what about epilepsy, is it ok?",
        "can people with glaucoma do this?",
    ],
)
def test_what_is_asked_about_is_not_told(text: str) -> None:
    assert only(text).status == "asked"


def test_a_word_that_is_taken_back_for_one_that_sounds_like_it() -> None:
    assert only("I take Eco sprint no Ecosprin at night").status == "present"
    assert only("no Ecosprin").status == "denied"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("T score minus 2.8", "present"),
        ("DEXA -3.1 aaya", "present"),
        ("t score was -1.9", "uncertain"),
        ("108 kg and five feet three", "present"),
        ("वजन ९६ किलो, उंची पाच फूट दोन", "present"),
        ("doctor ne file pe obese likha, 112 kilo", "present"),
    ],
)
def test_values_speak_for_themselves(text: str, status: str) -> None:
    assert status in [mention.status for mention in conditions().mentions(text)]


def test_a_bone_density_near_normal_is_no_mention() -> None:
    assert conditions().mentions("T score minus 0.4") == ()
