"""Near-conditions are heard in the words of people, and their text comes instead of another condition's."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Interpretation, Mention
from bot.language.topics.near import NearReader, with_near
from tests.conversation import knowledge

READER = NearReader(knowledge().near_conditions)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("I have vertigo", "vertigo"),
        ("mujhe chakkar aata hai", "vertigo"),
        ("is it ok with migraine?", "migraine"),
        ("मुझे माइग्रेन है", "migraine"),
        ("my bp is always on the lower side, low bp", "low_blood_pressure"),
        ("what about a hiatal hernia", "hernia"),
        ("I get acidity at night", "reflux"),
        ("hip replaced in 2019", "joint_replacement"),
        ("bad knee pain, can I hang", "joint_trouble"),
        ("I'm 70 years old", "older_age"),
        ("I am 68", "older_age"),
        ("is it safe for children", "child"),
        ("had a c-section in May", "caesarean"),
        ("can I do it during my periods", "periods"),
        ("i am diabetic", "diabetes"),
        ("gall bladder removed in June", "recent_operation"),
        ("I had surgery two weeks ago", "recent_operation"),
    ],
)
def test_a_near_condition_is_heard(text: str, near: str) -> None:
    assert READER.read(text) == (f"near:{near}",)


@pytest.mark.parametrize(
    "text",
    [
        "no migraine",
        "I don't have diabetes",
        "migraine nahi hai",
        "my period is late",
        "it happened 70 years ago",
        "I am 70 kg",
        "is there a trial period",
        "I had spine surgery recently",
        "a spinal hernia",
        "I have high blood pressure",
    ],
)
def test_what_is_denied_or_only_looks_like_it_is_not(text: str) -> None:
    assert READER.read(text) == ()


def test_two_are_told_in_the_order_of_the_words() -> None:
    assert READER.read("migraine, vertigo and a hernia") == ("near:migraine", "near:vertigo")


def mention(question: str, text: str, kind: str) -> Mention:
    return Mention(question, text, 0, 1, "present", kind)  # type: ignore[arg-type]


BRAIN = "condition:cerebral_disorder"
MIGRAINE = mention("cerebral_disorder", "migraine", "near")
LOW = mention("blood_pressure_or_heart", "low bp", "part")


@pytest.mark.parametrize(
    ("text", "topic", "near", "named"),
    [
        ("is it ok with migraine?", BRAIN, "migraine", MIGRAINE),
        ("is it ok with low bp?", "condition:blood_pressure_or_heart", "low_blood_pressure", LOW),
    ],
)
def test_the_text_of_another_condition_gives_way(text: str, topic: str, near: str, named: Mention) -> None:
    heard = with_near(Interpretation(text, "topic", topics=(topic,), mentions=(named,)), READER)
    assert heard.topics == heard.near == (f"near:{near}",)
    assert heard.resembled == (named.question,)


def test_a_condition_that_is_named_itself_is_told_too() -> None:
    both = (MIGRAINE, mention("cerebral_disorder", "epilepsy", "example"))
    heard = with_near(
        Interpretation("with migraine and epilepsy?", "topic", topics=(BRAIN,), mentions=both), READER
    )
    assert (heard.topics, heard.resembled) == (("near:migraine", BRAIN), ())


def test_what_was_not_understood_is_a_question_about_it_and_stays_in_doubt() -> None:
    meant = with_near(Interpretation("vertigo", "not_understood", doubtful=True), READER)
    assert (meant.intent, meant.topics, meant.doubtful) == ("topic", ("near:vertigo",), True)


def test_an_answer_and_a_choice_stay_what_they_are() -> None:
    assert with_near(Interpretation("no, only a migraine", "deny"), READER).intent == "deny"
    pressed = Interpretation("migraine", "topic", choice=True)
    assert with_near(pressed, READER) == pressed
