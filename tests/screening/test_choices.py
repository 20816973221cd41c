"""Buttons: what they send, and what pressing one means (contract, rule 3)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction, Interpretation
from bot.domain.messages import Choice
from bot.domain.names import ANSWERS, LANGUAGES
from bot.domain.screening import Doubt, PossibleFlag, Screening
from bot.screening.choices import always_taken, choices_for, pressed, remember_press, title_of, typed
from bot.screening.saying import Choices
from tests.screening.screenings import EYES, HEART, asking, finished

KINDS: tuple[Choices, ...] = (
    "answers", "consent", "start", "continue", "erase", "whose", "doubt", "emergency", "again"
)  # fmt: skip
UNHEARD = finished().but(state="asking", waiting_for="doubt", unheard=("a",), doubts=(Doubt(("a",)),))
CHECKED = asking(EYES, waiting_for="emergency_check", emergency_checks=(PossibleFlag("stroke", "odd"),))


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
    consent = ["consent:yes:7", "consent:no:7", "consent:under_age:7"]
    assert values("consent", here, knowledge) == [*consent, "topic:privacy"]
    assert values("erase", here, knowledge) == ["erase:yes:7", "erase:no:7"]
    assert values("whose", here, knowledge) == ["whose:yes:7", "whose:no:7"]


def test_a_doubt_and_an_emergency_are_numbered_from_the_second_one_on(knowledge: Knowledge) -> None:
    assert values("doubt", UNHEARD, knowledge) == ["doubt:none", "doubt:health"]
    second = UNHEARD.but(doubts=(Doubt(("b",), "none"), Doubt(("a",))))
    assert values("doubt", second, knowledge) == ["doubt:none:2", "doubt:health:2"]
    assert values("emergency", CHECKED, knowledge) == ["emergency:yes", "emergency:no"]
    again = CHECKED.but(emergency_checks=(*CHECKED.emergency_checks, PossibleFlag("cardiac", "b")))
    assert values("emergency", again, knowledge) == ["emergency:yes:2", "emergency:no:2"]


def test_after_the_end_one_may_begin_anew(knowledge: Knowledge) -> None:
    assert values("again", finished(), knowledge) == ["start_over"]


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
    agree, _, young, _ = choices_for("consent", hers, knowledge)
    assert "your mother" in agree.title
    assert str(knowledge.clinic.minimum_age) in young.title
    own, *_ = choices_for("consent", asking(EYES), knowledge)
    assert own.title == knowledge.wording["choice_agree"].format(
        minimum_age=knowledge.clinic.minimum_age, subject=""
    )
    both = asking(EYES, subject="your father", candidate="your mother")
    assert "your mother" in choices_for("whose", both, knowledge)[0].title
    assert "your father" not in choices_for("whose", both, knowledge)[0].title


def test_under_a_text_its_sources_are_offered_where_it_has_some(knowledge: Knowledge) -> None:
    told = asking(EYES, last_topic=f"condition:{EYES}")
    assert values("sources", told, knowledge) == [f"topic:sources:condition:{EYES}"]
    assert values("more", told, knowledge) == [f"topic:condition:{EYES}"]
    assert values("sources", asking(EYES, last_topic="cost"), knowledge) == []
    for kind in ("sources", "more"):
        assert values(kind, asking(EYES), knowledge) == []
        for choice in choices_for(kind, told, knowledge):
            assert choice.title


# ---- what may be sent though nothing offered it ----


def test_any_answer_that_is_stored_may_be_changed_at_any_time(knowledge: Knowledge) -> None:
    for here in (asking(EYES), asking(EYES, state="paused"), finished(), UNHEARD):
        assert always_taken(f"change:{HEART}", here)
    assert not always_taken(f"change:{EYES}", asking(EYES)), "it was not answered yet"
    assert not always_taken(f"change:{HEART}", Screening())
    assert not always_taken("change:astigmatism", finished())
    title = title_of(f"change:{HEART}", finished(), knowledge)
    assert knowledge.checklist[HEART].label in title


def test_a_language_may_be_asked_for_at_any_time(knowledge: Knowledge) -> None:
    for code, name in LANGUAGES.items():
        assert always_taken(f"language:{code}", Screening())
        assert title_of(f"language:{code}", Screening(), knowledge) == name
    assert not always_taken("language:xx", Screening())


@pytest.mark.parametrize(
    "value", ["start", "continue", f"{HEART}:no:7", "consent:yes:7", "doubt:none", "erase:yes:1"]
)
def test_nothing_else_may(value: str) -> None:
    assert not always_taken(value, finished())


# ---- a title, typed ----

STANDING: list[tuple[Screening, Choices]] = [
    (Screening(), "start"),
    (Screening(state="consent", asked=7), "consent"),
    (Screening(state="consent", asked=7, subject="your mother"), "consent"),
    (asking(EYES), "start"),
    (asking(EYES, state="paused"), "continue"),
    (asking(EYES, state="paused"), "start"),
    (asking(EYES, waiting_for="erase"), "erase"),
    (asking(EYES, waiting_for="whose", candidate="your mother"), "whose"),
    (UNHEARD, "doubt"),
    (CHECKED, "emergency"),
    (finished(), "again"),
    (finished(), "start"),
]


def spellings(title: str) -> list[str]:
    """The ways in which a person copies what a button says."""
    return [title, title.lower(), title.upper(), f"  {title}. ", title.replace(",", ""), f"“{title}”"]


@pytest.mark.parametrize(("here", "kind"), STANDING)
def test_every_title_typed_where_it_stands_is_its_choice(
    knowledge: Knowledge, here: Screening, kind: Choices
) -> None:
    offered = choices_for(kind, here, knowledge)
    assert offered
    for choice in offered:
        for text in spellings(choice.title):
            assert typed(text, here, knowledge) == choice.value, text


def test_no_two_choices_that_stand_together_have_the_same_title(knowledge: Knowledge) -> None:
    for here, kind in STANDING:
        offered = [*choices_for(kind, here, knowledge), *choices_for("start", here, knowledge)]
        titles = {choice.value: choice.title.casefold() for choice in offered}
        assert len(set(titles.values())) == len(titles)


@pytest.mark.parametrize(
    ("kind", "here", "elsewhere"),
    [
        ("consent", Screening(state="consent", asked=7), asking(EYES)),
        ("erase", asking(EYES, waiting_for="erase"), asking(EYES)),
        ("whose", asking(EYES, waiting_for="whose", candidate="your mother"), asking(EYES)),
        ("doubt", UNHEARD, finished()),
        ("emergency", CHECKED, asking(EYES)),
        ("continue", asking(EYES, state="paused"), asking(EYES)),
        ("again", finished(), asking(EYES)),
    ],
)
def test_where_it_does_not_stand_a_title_is_only_words(
    knowledge: Knowledge, kind: Choices, here: Screening, elsewhere: Screening
) -> None:
    for choice in choices_for(kind, here, knowledge):
        assert typed(choice.title, elsewhere, knowledge) is None


def test_answers_are_read_as_words(knowledge: Knowledge) -> None:
    for choice in choices_for("answers", asking(EYES), knowledge):
        assert typed(choice.title, asking(EYES), knowledge) is None


@pytest.mark.parametrize("text", ["", "...", "yes", "no", "agree"])
def test_less_than_a_title_is_none(knowledge: Knowledge, text: str) -> None:
    for here, _ in STANDING:
        assert typed(text, here, knowledge) is None


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


def test_what_unheard_words_are_is_said_of_the_doubt_that_offered_it() -> None:
    here = UNHEARD.but(doubts=(Doubt(("b",), "none"), Doubt(("a",))))
    for value, number in (("doubt:none", 1), ("doubt:none:2", 2)):
        meant = pressed(value, "Nothing", here)
        assert meant == Interpretation(
            "Nothing", "settle_doubt", topics=("none",), number=number, choice=True
        )
    assert pressed("doubt:health:2", "Yes", here).topics == ("health",)
    assert pressed("doubt:none:3", "Nothing", here).intent == "repeat", "it was never put"


def test_that_it_is_happening_now_is_said_of_the_danger_that_offered_it_whenever_it_is() -> None:
    both = (PossibleFlag("stroke", "odd"), PossibleFlag("cardiac", "b"))
    for here in (CHECKED.but(emergency_checks=both), asking(EYES, emergency_checks=both)):
        for value, number in (("emergency:yes", 1), ("emergency:yes:2", 2)):
            meant = pressed(value, "Now", here)
            assert meant == Interpretation("Now", "report_emergency", number=number, choice=True)
    assert pressed("emergency:yes:3", "Now", CHECKED).intent == "repeat"


def test_that_it_is_not_is_said_of_the_danger_that_waits_alone() -> None:
    assert pressed("emergency:no", "Not now", CHECKED) == Interpretation("Not now", "deny", choice=True)
    assert pressed("emergency:no", "Not now", CHECKED.but(waiting_for=None)).intent == "repeat"
    both = CHECKED.but(emergency_checks=(*CHECKED.emergency_checks, PossibleFlag("cardiac", "b")))
    assert pressed("emergency:no", "Not now", both).intent == "repeat", "an old button"
    assert pressed("emergency:no:2", "Not now", both).intent == "deny"


def test_an_answer_is_asked_again_by_its_name() -> None:
    meant = pressed(f"change:{HEART}", "Change it", finished())
    assert meant == Interpretation("Change it", "correct", correction=Correction(HEART), choice=True)


def test_a_language_is_asked_for_by_its_code() -> None:
    meant = pressed("language:mr", "मराठी", asking(EYES))
    assert meant == Interpretation("मराठी", "language", topics=("mr",), choice=True)


def test_beginning_anew_means_what_it_says() -> None:
    assert pressed("start_over", "Again", finished()) == Interpretation("Again", "start_over", choice=True)


# ---- noting a press ----


def test_the_newest_press_is_noted_for_each_question() -> None:
    here = remember_press(f"{EYES}:no:7", asking(EYES, pressed={HEART: "no:3", EYES: "yes:5"}))
    assert here.pressed == {HEART: "no:3", EYES: "no:7"}


@pytest.mark.parametrize(
    "value",
    [
        "start",
        "continue",
        "topic:cost",
        f"{EYES}:why:7",
        "consent:under_age:7",
        "consent:no:7",
        "erase:yes:7",
        "doubt:none:2",
        "emergency:no",
        "emergency:no:2",
        f"change:{EYES}",
        "language:hi",
        "start_over",
    ],
)
def test_only_answers_are_noted(value: str) -> None:
    assert remember_press(value, asking(EYES)) == asking(EYES)
