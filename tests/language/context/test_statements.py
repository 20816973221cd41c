"""A typed message in its context: corrections, questions about a word, and statements that look like an
aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction, Interpretation, Mention
from bot.domain.screening import Screening
from tests.language.context.standing import DOUBT, GLAUCOMA, guessed, heard, meant
from tests.screening.screenings import EYES, HEART, THINNERS, asking, finished

# ---- corrections ----


def test_a_wish_to_change_an_answer_is_a_correction_once_there_are_answers(knowledge: Knowledge) -> None:
    found = meant(knowledge, heard("change answer 1 to yes"), finished())
    assert (found.intent, found.correction) == ("correct", Correction(HEART, "yes"))
    assert meant(knowledge, heard("change answer 1 to yes"), Screening()).intent == "not_understood"


def test_by_its_name_an_answer_is_asked_again_and_not_changed(knowledge: Knowledge) -> None:
    label = knowledge.checklist[HEART].label.lower()
    named = Mention(HEART, "blood pressure", 24, 38, "present", "condition")
    what = heard(f"change the answer about {label}", "correct", mentions=(named,))
    for here in (finished(), asking(EYES)):
        assert meant(knowledge, what, here).correction == Correction(HEART)


def test_several_facts_told_otherwise_are_told_and_none_is_picked(knowledge: Knowledge) -> None:
    text = "hold on. i do take a thinner and my eyes have glaucoma"
    both = (
        Mention(THINNERS, "thinner", 21, 28, "present", "condition"),
        Mention(EYES, "glaucoma", 46, 54, "present", "example"),
    )
    found = meant(knowledge, guessed(text, "correct", mentions=both), finished())
    assert (found.intent, found.mentions, found.correction) == ("tell", both, None)


# ---- asking what a word means ----


@pytest.mark.parametrize(
    "text",
    [
        "what is glaucoma",
        "whats an eye condition",
        "glaucoma matlab",
        "glaucoma kya hota hai",
        "glaucoma mhanje kay",
        "explain glaucoma please",
    ],
)
def test_what_a_word_of_the_question_means_is_explained(knowledge: Knowledge, text: str) -> None:
    named = replace(GLAUCOMA, status="asked")
    what = guessed(text, "topic", topics=(f"condition:{EYES}",), mentions=(named,))
    assert (meant(knowledge, what, asking(EYES)).intent, what.topics) == ("rephrase", what.topics)
    assert meant(knowledge, what, asking(HEART, answers={})).intent == "topic", "another question is asked"
    assert meant(knowledge, what, finished()).intent == "topic"


def test_whether_it_is_safe_is_no_question_about_a_word(knowledge: Knowledge) -> None:
    what = guessed("is it safe with glaucoma", "topic", topics=(f"condition:{EYES}",), mentions=(GLAUCOMA,))
    assert meant(knowledge, what, asking(EYES)).intent == "topic"


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
        (guessed("i take nothing", "stop"), True),
        (heard("stop it", "stop"), False),
        (guessed("i am healthy", "start_over"), True),
        (heard("give the link", "bypass"), False),
        (heard("i am healthy", "bypass"), True),
        (heard("so it is", "correct"), True),
        (heard("for somebody", "proxy"), True),
        (heard("for my mother", "proxy", subject="your mother"), False),
        (heard("why", "why"), False),
    ],
)
@pytest.mark.parametrize("here", [asking(EYES), DOUBT], ids=lambda here: here.phase)
def test_what_tells_something_in_the_middle_of_a_question_is_told(
    knowledge: Knowledge, what: Interpretation, told: bool, here: Screening
) -> None:
    if here is DOUBT and what.text == "glasses":
        return  # no condition is asked about
    found = meant(knowledge, what, here)
    assert (found.intent == "tell" and found.topics == ()) == told
    if not told:
        assert found == what


def test_outside_a_question_an_aside_is_one(knowledge: Knowledge) -> None:
    what = heard("my eyes are perfect", "topic", topics=("risk_eyes",))
    for here in (Screening(), asking(EYES, state="paused"), asking(EYES, waiting_for="erase")):
        assert meant(knowledge, what, here) == what


def test_a_mere_guess_at_a_topic_after_a_question_is_a_statement(knowledge: Knowledge) -> None:
    here, weak = asking(EYES), 0.25
    said = heard("umm it is what it is", "topic", weak, topics=("benefits_overview",))
    assert meant(knowledge, said, here).intent == "tell"
    asked = heard("what are the benefits", "topic", weak, topics=("benefits_overview",))
    assert meant(knowledge, asked, here).intent == "topic"
