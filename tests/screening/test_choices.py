"""Buttons: what they send, and what pressing one means (contract, rule 3)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction, Interpretation
from bot.domain.messages import Choice
from bot.domain.names import ANSWERS
from bot.domain.screening import Screening
from bot.screening.choices import choices_for, pressed, remember_press, title_of
from bot.screening.saying import Choices
from tests.screening.screenings import EYES, HEART, asking, finished

KINDS: tuple[Choices, ...] = ("answers", "consent", "start", "continue", "erase", "whose")


def values(kind: Choices, screening: Screening, knowledge: Knowledge) -> list[str]:
    return [choice.value for choice in choices_for(kind, screening, knowledge)]


# ---- what is offered ----


def test_every_question_offers_the_same_five_choices(knowledge: Knowledge) -> None:
    wording = knowledge.wording
    assert choices_for("answers", asking(EYES), knowledge) == tuple(
        Choice(wording[f"choice_{name}"], f"eye_condition:{name}:7") for name in (*ANSWERS, "why")
    )


def test_side_questions_offer_their_own_and_name_their_asking(knowledge: Knowledge) -> None:
    here = asking(EYES, candidate="your mother")
    assert values("consent", here, knowledge) == ["consent:yes:7", "consent:no:7", "consent:under_age:7"]
    assert values("erase", here, knowledge) == ["erase:yes:7", "erase:no:7"]
    assert values("whose", here, knowledge) == ["whose:yes:7", "whose:no:7"]


def test_the_start_and_going_on_can_be_pressed_at_any_time(knowledge: Knowledge) -> None:
    assert values("continue", asking(EYES), knowledge) == ["continue"]
    assert values("start", asking(EYES), knowledge) == [
        "start",
        "topic:what_is_inversion",
        "topic:risks_overview",
        "topic:who_should_avoid",
    ]


def test_a_saying_without_choices_offers_none(knowledge: Knowledge) -> None:
    assert choices_for("none", asking(EYES), knowledge) == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [{}, {"subject": "your mother"}, {"candidate": "your mother"}])
def test_a_button_is_called_afterwards_what_it_was_called(
    knowledge: Knowledge, kind: Choices, more: dict[str, str]
) -> None:
    here = asking(EYES, **more)
    for choice in choices_for(kind, here, knowledge):
        assert title_of(choice.value, here, knowledge) == choice.title
        assert "{" not in choice.title


def test_titles_name_the_person_to_be_treated_and_the_age(knowledge: Knowledge) -> None:
    hers = asking(EYES, subject="your mother")
    agree, _, young = choices_for("consent", hers, knowledge)
    assert "your mother" in agree.title
    assert str(knowledge.clinic.minimum_age) in young.title
    own, *_ = choices_for("consent", asking(EYES), knowledge)
    assert own.title == knowledge.wording["choice_agree"].format(
        minimum_age=knowledge.clinic.minimum_age, subject=""
    )
    both = asking(EYES, subject="your father", candidate="your mother")
    assert "your mother" in choices_for("whose", both, knowledge)[0].title
    assert "your father" not in choices_for("whose", both, knowledge)[0].title


# ---- what a press means ----


@pytest.mark.parametrize(
    ("chosen", "intent"),
    [("yes", "affirm"), ("no", "deny"), ("unsure", "unsure"), ("declined", "decline")],
)
def test_a_choice_of_this_asking_answers_the_question(chosen: str, intent: Any) -> None:
    meant = pressed(f"{EYES}:{chosen}:7", "as it was called", asking(EYES))
    assert meant == Interpretation("as it was called", intent, choice=True)


@pytest.mark.parametrize(
    "here",
    [
        asking(EYES, asked=8),
        asking(HEART),
        asking(EYES, state="paused"),
        asking(EYES, waiting_for="erase"),
        finished(),
    ],
    ids=["asked again", "another question", "paused", "a side question", "finished"],
)
@pytest.mark.parametrize("chosen", ANSWERS)
def test_any_other_choice_corrects_its_own_question(here: Screening, chosen: Any) -> None:
    meant = pressed(f"{EYES}:{chosen}:7", "Yes", here)
    assert meant == Interpretation("Yes", "correct", correction=Correction(EYES, chosen), choice=True)


def test_the_same_choice_pressed_again_counts_once() -> None:
    value = f"{EYES}:no:7"
    here = remember_press(value, asking(EYES))
    assert pressed(value, "No", here).intent == "repeat"
    assert pressed(f"{EYES}:yes:7", "Yes", here).intent == "affirm"
    assert pressed(f"{EYES}:no:8", "No", here.but(asked=8)).intent == "deny"


def test_asking_why_is_no_answer() -> None:
    meant = pressed(f"{EYES}:why:7", "Why?", asking(HEART))
    assert meant == Interpretation("Why?", "why", topics=(f"why_asked:{EYES}",), choice=True)


def test_start_continue_and_topics_mean_what_they_say() -> None:
    here = Screening()
    assert pressed("start", "Start", here) == Interpretation("Start", "start_check", choice=True)
    assert pressed("continue", "Go on", here) == Interpretation("Go on", "resume", choice=True)
    topic = pressed("topic:cost", "Cost", here)
    assert topic == Interpretation("Cost", "topic", topics=("cost",), choice=True)


@pytest.mark.parametrize("about", ["consent", "erase", "whose"])
def test_a_side_question_is_answered_by_its_own_buttons_alone(about: str) -> None:
    here = Screening(state="consent", asked=7) if about == "consent" else asking(EYES, waiting_for=about)
    assert pressed(f"{about}:yes:7", "Yes", here) == Interpretation("Yes", "affirm", choice=True)
    assert pressed(f"{about}:no:7", "No", here) == Interpretation("No", "deny", choice=True)
    assert pressed(f"{about}:yes:6", "Yes", here) == Interpretation("Yes", "repeat", choice=True)
    assert pressed(f"{about}:yes:7", "Yes", asking(EYES)) == Interpretation("Yes", "repeat", choice=True)


def test_being_under_age_is_no_consent() -> None:
    meant = pressed("consent:under_age:7", "I am younger", Screening(state="consent", asked=7))
    assert meant == Interpretation("I am younger", "under_age", choice=True)


@pytest.mark.parametrize("here", [Screening(), asking(EYES), asking(EYES, state="paused"), finished()])
def test_being_under_age_counts_whenever_it_is_pressed(here: Screening) -> None:
    assert pressed("consent:under_age:2", "I am younger", here).intent == "under_age"


# ---- noting a press ----


def test_the_newest_press_is_noted_for_each_question() -> None:
    here = remember_press(f"{EYES}:no:7", asking(EYES, pressed={HEART: "no:3", EYES: "yes:5"}))
    assert here.pressed == {HEART: "no:3", EYES: "no:7"}


@pytest.mark.parametrize("value", ["start", "continue", "topic:cost", f"{EYES}:why:7", "consent:under_age:7"])
def test_only_answers_are_noted(value: str) -> None:
    assert remember_press(value, asking(EYES)) == asking(EYES)
