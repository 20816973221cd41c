"""A typed message in its context: what was shown, what is asked, and what it therefore is about."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction, Interpretation, Mention
from bot.domain.names import QUESTIONS
from bot.domain.screening import Screening
from bot.language.context.in_context import NOTHING, in_context
from tests.screening.screenings import EYES, HEART, asking, finished

GLAUCOMA = Mention(EYES, "glaucoma", 7, 15, "present", "example")
ADULT = 18


def heard(text: str, intent: Any = "not_understood", **more: Any) -> Interpretation:
    return Interpretation(text, intent, **more)


def meant(
    knowledge: Knowledge, what: Interpretation, here: Screening, shown: str | None = None
) -> Interpretation:
    return in_context(what, here, knowledge.checklist, shown, ADULT)


# ---- a short answer belongs to what was seen ----


@pytest.mark.parametrize(
    ("intent", "answer"), [("affirm", "yes"), ("deny", "no"), ("unsure", "unsure"), ("decline", "declined")]
)
def test_a_short_answer_to_an_older_question_corrects_that_one(
    knowledge: Knowledge, intent: Any, answer: Any
) -> None:
    found = meant(knowledge, heard("so", intent), asking(EYES), HEART)
    assert found == heard("so", "correct", correction=Correction(HEART, answer))


@pytest.mark.parametrize("shown", [None, EYES])
def test_a_short_answer_to_what_is_asked_is_one(knowledge: Knowledge, shown: str | None) -> None:
    assert meant(knowledge, heard("no", "deny"), asking(EYES), shown) == heard("no", "deny")


@pytest.mark.parametrize("shown", [NOTHING, "consent"])
def test_a_short_answer_to_what_is_no_question_answers_none(knowledge: Knowledge, shown: str) -> None:
    assert meant(knowledge, heard("no", "deny"), asking(EYES), shown) == heard("", "repeat")


def test_a_short_answer_to_the_consent_seen_is_about_the_consent(knowledge: Knowledge) -> None:
    here = Screening(state="consent")
    assert meant(knowledge, heard("yes", "affirm"), here, "consent") == heard("yes", "affirm")
    assert meant(knowledge, heard("yes", "affirm"), here, HEART) == heard("", "repeat"), "before consent"


def test_a_question_that_is_paused_is_not_what_is_asked(knowledge: Knowledge) -> None:
    found = meant(knowledge, heard("no", "deny"), asking(EYES, state="paused"), EYES)
    assert found.correction == Correction(EYES, "no")


def test_an_answer_that_names_its_condition_says_itself_what_it_is_about(knowledge: Knowledge) -> None:
    what = heard("no glaucoma", "deny", mentions=(GLAUCOMA,))
    assert meant(knowledge, what, asking(QUESTIONS[5]), HEART) == what
    what = heard("what does it cost?", "topic", topics=("cost",))
    assert meant(knowledge, what, asking(EYES), HEART) == what


# ---- too young ----


@pytest.mark.parametrize(
    "text",
    [
        "I am 17",
        "i'm 16",
        "I’m only 12",
        "im 9",
        "age 15",
        "she is 17",
        "17 years old",
        "17 yr old",
        "a 15-year-old",
        "HE IS JUST 10",
    ],
)
def test_who_is_too_young_does_not_agree(knowledge: Knowledge, text: str) -> None:
    found = meant(knowledge, heard(text, "affirm"), Screening(state="consent"))
    assert found == heard(text, "deny", topics=("under_age",))


@pytest.mark.parametrize("text", ["I am 18", "I'm 45", "75 years old", "I have 2 sons", "yes"])
def test_who_is_old_enough_does(knowledge: Knowledge, text: str) -> None:
    what = heard(text, "affirm")
    assert meant(knowledge, what, Screening(state="consent")) == what


def test_an_age_matters_at_the_consent_alone(knowledge: Knowledge) -> None:
    what = heard("my son is 12 years old", "tell")
    assert meant(knowledge, what, asking(EYES)) == what
    assert meant(knowledge, what, Screening()) == what


# ---- corrections ----


def test_a_wish_to_change_an_answer_is_a_correction_once_there_are_answers(knowledge: Knowledge) -> None:
    found = meant(knowledge, heard("change answer 1 to yes"), finished())
    assert (found.intent, found.correction) == ("correct", Correction(HEART, "yes"))
    assert meant(knowledge, heard("change answer 1 to yes"), Screening()).intent == "not_understood"


# ---- statements that look like an aside ----


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (heard("my eyes are perfect", "topic", topics=("risk_eyes",)), True),
        (heard("glasses", "topic", topics=(f"condition:{EYES}",)), True),
        (heard("glasses", "topic", topics=(f"condition:{HEART}",)), False),
        (heard("glasses", "topic", topics=("risk_eyes",)), False),
        (heard("is it bad for my eyes", "topic", topics=("risk_eyes",)), False),
        (heard("and what of my eyes", "topic", topics=("risk_eyes",)), False),
        (heard("my eyes?", "topic", topics=(f"condition:{EYES}",)), False),
        (heard("i want to know the risks", "topic", topics=("risks_overview",)), False),
        (heard("my doctor gave me drops", "medical"), True),
        (heard("my doctor gave me drops", "out_of_scope"), True),
        (heard("my doctor gave me drops", "thanks"), False),
        (heard("i take nothing", "stop"), True),
        (heard("stop it", "stop"), False),
        (heard("i have glaucoma, stop", "stop", mentions=(GLAUCOMA,)), True),
        (heard("begin anew", "start_over"), False),
        (heard("i am healthy", "start_over"), True),
        (heard("give the link", "bypass"), False),
        (heard("i am healthy", "bypass"), True),
        (heard("so it is", "correct"), True),
        (heard("for somebody", "proxy"), True),
        (heard("for my mother", "proxy", subject="your mother"), False),
        (heard("why", "why"), False),
    ],
)
def test_what_tells_something_in_the_middle_of_a_question_is_told(
    knowledge: Knowledge, what: Interpretation, told: bool
) -> None:
    found = meant(knowledge, what, asking(EYES))
    assert (found.intent == "tell" and found.topics == ()) == told
    if not told:
        assert found == what


def test_outside_a_question_an_aside_is_one(knowledge: Knowledge) -> None:
    what = heard("my eyes are perfect", "topic", topics=("risk_eyes",))
    for here in (Screening(), asking(EYES, state="paused"), asking(EYES, waiting_for="erase")):
        assert meant(knowledge, what, here) == what
