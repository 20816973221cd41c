"""The screening as a value: what follows from it, and that storing it loses nothing."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from bot.domain.names import QUESTIONS
from bot.domain.screening import (
    FORM,
    NEEDS,
    Doubt,
    NewerForm,
    PossibleFlag,
    Screening,
    ToldCondition,
    changes,
    every_yes,
    from_json,
    next_question,
    slots_of,
    to_json,
)
from tests.screening.screenings import EYES, HEART, THINNERS, asking, finished

FULL = Screening(
    state="asking",
    locale="mr",
    checklist_version="1",
    question=EYES,
    answers={HEART: "yes"},
    said={HEART: "I do"},
    retaking=HEART,
    earlier_yes=(EYES,),
    changed=(THINNERS,),
    stated=(QUESTIONS[9],),
    told={EYES: ToldCondition("yes", "glaucoma")},
    part="eye_infection",
    unclear=1,
    repair="leaning_no",
    waiting_for="whose",
    candidate="your mother",
    subject="your father",
    last_topic="cost",
    last_answered=HEART,
    red_flags=("cardiac", "stroke"),
    unheard=("qwrt zxcv",),
    doubts=(Doubt(("plk", "mno"), "health"), Doubt(("qwrt zxcv",))),
    emergency_checks=(PossibleFlag("spinal_cord", "both legs, all at once"),),
    noted=("I am 70",),
    age_said="class 9",
    asked=9,
    older=2,
    pressed={HEART: "yes:3"},
    run=2,
    unknown={"mood": "good"},
)


def test_a_stored_screening_comes_back_as_it_was() -> None:
    assert all(getattr(FULL, each.name) != getattr(Screening(), each.name) for each in fields(Screening))
    assert from_json(json.loads(json.dumps(to_json(FULL)))) == FULL
    assert from_json(json.loads(json.dumps(to_json(Screening())))) == Screening()


def test_a_screening_stored_before_a_field_was_known_has_its_beginning() -> None:
    assert from_json({}) == Screening()
    assert from_json({"state": "consent"}) == Screening(state="consent")


def test_a_field_that_nobody_knows_is_kept_as_it_is() -> None:
    stored = {"state": "consent", "mood": ["good"], "told": {EYES: {"answer": "yes", "said": "a", "to": 1}}}
    assert to_json(from_json(stored))["mood"] == ["good"]
    assert from_json(stored).told == {EYES: ToldCondition("yes", "a")}


def test_what_is_as_at_the_beginning_is_not_stored() -> None:
    assert to_json(Screening()) == {}
    assert to_json(Screening(state="consent", asked=1)) == {"state": "consent", "asked": 1}


def test_a_newer_form_is_not_read() -> None:
    assert from_json({"schema": FORM, "asked": 1}) == Screening(asked=1)
    with pytest.raises(NewerForm):
        from_json({"schema": FORM + 1})


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_what_must_not_be_overlooked_is_left_alone_by_who_does_not_know_it(name: str) -> None:
    alone = Screening(**{name: getattr(FULL, name)})
    assert to_json(alone)["schema"] == NEEDS[name] >= 3
    assert from_json(json.loads(json.dumps(to_json(alone)))) == alone


def test_older_forms_know_of_no_doubt() -> None:
    old = {"state": "asking", "asked": 2, "run": 1}
    for form in ({**old, "resume_to": "asking"}, {**old, "schema": 2}):
        assert from_json(form) == Screening(state="asking", asked=2, run=1)


# ---- doubts and possible red flags ----


def test_only_the_newest_doubt_waits_and_only_while_it_has_no_answer() -> None:
    open_one = Doubt(("qwrt",))
    assert Screening().open_doubt is None
    assert Screening(doubts=(open_one,)).open_doubt == open_one
    assert Screening(doubts=(Doubt(("qwrt",), "health"), open_one)).open_doubt == open_one
    for answer in ("none", "health", "left"):
        assert Screening(doubts=(Doubt(("qwrt",), answer),)).open_doubt is None


def test_what_may_be_about_health_is_what_was_called_so() -> None:
    doubts = (Doubt(("one", "two"), "health"), Doubt(("three",), "none"), Doubt(("four",), "health"))
    assert Screening(doubts=(*doubts, Doubt(("five",)))).health_words == ("one", "two", "four")
    again = Doubt(("two", "six"), "health")
    assert Screening(doubts=(*doubts, again)).health_words == ("one", "two", "four", "six"), "each once"


def test_a_possible_red_flag_waits_while_it_is_asked_about() -> None:
    checks = (PossibleFlag("stroke", "a"), PossibleFlag("cardiac", "b"))
    assert Screening(emergency_checks=checks, waiting_for="emergency_check").possible_flag == checks[1]
    assert Screening(emergency_checks=checks).possible_flag is None
    assert Screening(emergency_checks=checks, waiting_for="erase").possible_flag is None


@pytest.mark.parametrize("state", ["asking", "paused", "finished"])
def test_consent_was_given_once_a_run_was_begun(state: Any) -> None:
    assert not Screening(state=state).consented
    assert Screening(state=state, run=1).consented


@pytest.mark.parametrize("state", ["not_started", "consent"])
def test_consent_is_needed_again_after_a_check_that_ended_under_age(state: Any) -> None:
    assert not Screening(state=state, run=1).consented


@pytest.mark.parametrize(
    ("more", "phase"),
    [
        ({}, "asking"),
        ({"red_flags": ("cardiac",)}, "urgent"),
        ({"waiting_for": "erase"}, "erase"),
        ({"waiting_for": "erase", "red_flags": ("cardiac",)}, "erase"),
        ({"waiting_for": "doubt"}, "doubt"),
        ({"waiting_for": "emergency_check"}, "emergency_check"),
    ],
)
def test_what_a_bare_yes_would_be_about(more: dict[str, Any], phase: str) -> None:
    assert asking(EYES, **more).phase == phase


def test_the_next_question_is_the_one_asked_again_else_the_first_that_is_open() -> None:
    assert next_question(asking(EYES, retaking=HEART), QUESTIONS) == HEART
    assert next_question(asking(EYES), QUESTIONS) == EYES
    assert next_question(asking(EYES, answers={THINNERS: "no"}), QUESTIONS) == HEART
    assert next_question(finished(), QUESTIONS) is None


def test_every_yes_is_known_those_of_before_included_in_the_checklists_order() -> None:
    here = asking(EYES, answers={EYES: "yes", THINNERS: "unsure"}, earlier_yes=(QUESTIONS[9], HEART))
    assert every_yes(here, QUESTIONS) == (HEART, EYES, QUESTIONS[9])


def test_changes_are_told_with_both_values() -> None:
    before = asking(EYES, answers={HEART: "no", THINNERS: "no"})
    after = asking(EYES, answers={HEART: "yes", EYES: "no"})
    assert list(changes(before, after)) == [
        (HEART, "no", "yes"),
        (THINNERS, "no", None),
        (EYES, None, "no"),
    ]
    assert list(changes(before, before)) == []


def test_the_slots_show_the_answers_but_of_what_is_asked_again() -> None:
    here = asking(EYES, answers={HEART: "yes", THINNERS: "no"}, retaking=HEART)
    assert slots_of(here, QUESTIONS[:3]) == {
        HEART: None,
        THINNERS: "no",
        EYES: None,
        "screening": to_json(here),
        "phase": "asking",
    }
