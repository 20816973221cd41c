"""One answer out of plain words and named conditions: in doubt it is no `no` (contract, rule 2)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Question
from bot.content.loading import load
from bot.domain.interpretation import Kind, Mention, Status
from bot.language.answers.evidence import Evidence
from bot.language.answers.plain_words import Plain
from bot.language.answers.reading_values import ASIDE, CONFIRM, DECLINED, NO, UNCLEAR, UNSURE, YES, Reading
from bot.language.answers.rules import beside, spoken

CHECKLIST = load().checklist
THINNERS, EYES, BRAIN = (CHECKLIST[id] for id in ("blood_thinners", "eye_condition", "cerebral_disorder"))
EAR, SPINE = CHECKLIST["ear_infection"], CHECKLIST["spinal_injury"]


def named(status: Status = "present", kind: Kind = "condition", **more: Any) -> Mention:
    return Mention("any", "it", 0, 2, status, kind, **more)


NOTHING = Evidence()
NO_DISEASE, NO_INFECTION = (named("denied", "part", part=f"eye_{part}") for part in ("disease", "infection"))
NO_STROKE = named("denied", "example", person="you")
PAST_DISEASE, PAST_INFECTION = (named("historical", part=f"eye_{part}") for part in ("disease", "infection"))
OVER_DISEASE, OVER_INFECTION = (named("resolved", part=f"eye_{part}") for part in ("disease", "infection"))
OLD_INJURY = named("resolved", part="other_injury")
THEIRS = named("other_person", person="your father", their="present")
LEFT_INFECTION = Reading("part_denied", part="eye_infection")
LEFT_DISEASE = Reading("part_denied", part="eye_disease")


# ---- a message about something else, with or without a plain answer in front ----


@pytest.mark.parametrize("asks", [True, False])
def test_a_yes_beside_something_else_is_a_yes(asks: bool) -> None:
    assert beside(Plain(said=("yes",)), asks=asks) == YES
    assert beside(Plain(said=("yes",), denying=True), asks=asks) == ASIDE
    assert beside(Plain(said=("no", "yes"), denying=True), asks=asks) == ASIDE


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ((), ASIDE),
        (("no",), NO),
        (("no", "no"), NO),
        (("unsure",), UNSURE),
        (("declined",), DECLINED),
        (("no", "unsure"), UNSURE),
        (("no", "declined"), DECLINED),
        (("half_yes",), ASIDE),
        (("no", "half_yes"), ASIDE),
    ],
)
def test_an_answer_beside_a_question_counts(said: Any, right: Reading) -> None:
    """ "No. And what does it cost?" """
    assert beside(Plain(said=said, denying="no" in said), asks=True) == right


@pytest.mark.parametrize("said", ["no", "unsure", "declined"])
def test_beside_a_command_it_does_not(said: Any) -> None:
    """ "No, stop." """
    assert beside(Plain(said=(said,)), asks=False) == ASIDE


@pytest.mark.parametrize("doubt", ["repeat", "but", "hedged", "past"])
def test_a_doubtful_no_beside_a_question_is_not_taken(doubt: str) -> None:
    assert beside(Plain(said=("no",), **{doubt: True}), asks=True) == ASIDE


# ---- plain words ----


def said(
    *words: Any, of: Evidence = NOTHING, to: Question = BRAIN, part: str | None = None, **beside_it: Any
) -> Reading:
    return spoken(to, of, Plain(said=words, **beside_it), part)


@pytest.mark.parametrize(
    ("words", "corrected", "right"),
    [
        (("yes", "no"), False, UNCLEAR),
        (("no", "yes"), False, UNCLEAR),
        (("no", "half_yes"), False, UNCLEAR),
        (("no", "yes"), True, YES),
        (("yes", "no"), True, UNCLEAR),
        (("no", "half_yes"), True, UNCLEAR),
        (("no", "no", "yes"), False, YES),
        (("no", "yes", "no"), False, UNCLEAR),
        (("no", "yes", "no"), True, UNCLEAR),
        (("no", "no", "half_yes"), False, UNCLEAR),
    ],
)
def test_words_that_contradict_each_other_are_never_a_no(words: Any, corrected: bool, right: Reading) -> None:
    assert said(*words, corrected=corrected) == right


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("yes",), YES),
        (("no",), NO),
        (("unsure",), UNSURE),
        (("half_yes",), CONFIRM),
        (("yes", "unsure"), YES),
        (("no", "unsure"), UNSURE),
        (("half_yes", "unsure"), UNSURE),
        (("yes", "half_yes"), YES),
    ],
)
def test_plain_words_are_what_they_say(words: Any, right: Reading) -> None:
    assert said(*words) == right


def test_a_yes_beside_a_denial_is_asked_again() -> None:
    assert said("yes", denying=True) == UNCLEAR
    assert said("yes", of=Evidence(denied=(NO_STROKE,))) == UNCLEAR


@pytest.mark.parametrize(
    ("to", "of", "right"),
    [
        (EYES, Evidence(past=(PAST_DISEASE,)), YES),
        (EYES, Evidence(past=(PAST_INFECTION,)), CONFIRM),
        (EYES, Evidence(past=(PAST_INFECTION, PAST_DISEASE)), YES),
        (EYES, Evidence(over=(OVER_INFECTION,)), CONFIRM),
        (EYES, Evidence(over=(OVER_DISEASE,)), YES),
        (EYES, Evidence(past=(PAST_INFECTION,), over=(OVER_DISEASE,)), YES),
        (SPINE, Evidence(over=(OLD_INJURY,)), CONFIRM),
        (BRAIN, Evidence(past=(named("historical"),)), YES),
        (EAR, Evidence(past=(named("historical"),)), CONFIRM),
    ],
)
def test_a_yes_to_what_is_past_is_confirmed_unless_a_past_one_counts(
    to: Question, of: Evidence, right: Reading
) -> None:
    assert said("yes", to=to, of=of) == right


@pytest.mark.parametrize(("to", "right"), [(EAR, CONFIRM), (BRAIN, YES), (EYES, YES), (THINNERS, YES)])
def test_a_yes_in_the_past_tense_is_confirmed_where_only_a_present_one_counts(
    to: Question, right: Reading
) -> None:
    """ "Yes, last year": an ear infection is gone, a stroke is not."""
    assert said("yes", to=to, past=True) == right


def test_a_yes_about_somebody_else_alone_is_confirmed() -> None:
    assert said("yes", others=True) == CONFIRM
    assert said("yes", others=True, of=Evidence(present=(named(),))) == YES
    assert said("yes", of=Evidence(others=(THEIRS,))) == YES


# ---- a plain no ----


@pytest.mark.parametrize("to", CHECKLIST.questions, ids=lambda question: str(question.id))
def test_a_plain_no_with_nothing_beside_it_is_a_no(to: Question) -> None:
    assert said("no", to=to, denying=True, only=True) == NO
    assert said("no", to=to, denying=True) == NO
    assert said("no", to=to, others=True, of=Evidence(others=(THEIRS,))) == NO


@pytest.mark.parametrize(
    ("beside_it", "right"),
    [
        ({"asks": True, "repeat": True}, ASIDE),
        ({"asks": True}, NO),
        ({"repeat": True}, CONFIRM),
        ({"repeat": True, "only": True}, NO),
        ({"hedged": True}, UNSURE),
        ({"but": True}, CONFIRM),
        ({"past": True}, CONFIRM),
        ({"hedged": True, "but": True, "past": True}, UNSURE),
    ],
    ids=str,
)
def test_doubtful_words_beside_a_no_keep_it_from_being_one(beside_it: dict[str, Any], right: Reading) -> None:
    assert said("no", **beside_it) == right


@pytest.mark.parametrize(
    ("to", "of", "right"),
    [
        (BRAIN, Evidence(uncertain=(named("uncertain"),)), UNSURE),
        (BRAIN, Evidence(near=(named("present", "near"),)), CONFIRM),
        (BRAIN, Evidence(past=(named("historical"),)), YES),
        (BRAIN, Evidence(over=(named("resolved"),)), CONFIRM),
        (EYES, Evidence(past=(PAST_DISEASE,)), YES),
        (EYES, Evidence(past=(PAST_INFECTION, PAST_DISEASE)), YES),
        (EYES, Evidence(past=(PAST_INFECTION,)), CONFIRM),
        (EYES, Evidence(over=(OVER_INFECTION,)), NO),
        (EYES, Evidence(over=(OVER_DISEASE,)), CONFIRM),
        (EYES, Evidence(over=(OVER_INFECTION, OVER_DISEASE)), CONFIRM),
        (EYES, Evidence(past=(PAST_INFECTION,), over=(OVER_INFECTION,)), CONFIRM),
        (SPINE, Evidence(over=(OLD_INJURY,)), CONFIRM),
        (THINNERS, Evidence(past=(named("historical", "medicine"),)), CONFIRM),
        (EAR, Evidence(past=(named("historical"),)), NO),
        (EAR, Evidence(over=(named("resolved"),)), NO),
    ],
)
def test_a_no_beside_what_may_count_is_not_taken(to: Question, of: Evidence, right: Reading) -> None:
    assert said("no", to=to, of=of) == right


def test_a_no_in_the_past_tense_is_taken_where_only_a_present_one_counts() -> None:
    assert said("no", to=EAR, past=True) == NO
    assert said("no", to=THINNERS, past=True) == CONFIRM
    assert said("no", to=SPINE, past=True) == CONFIRM


@pytest.mark.parametrize(
    ("denied", "part", "right"),
    [
        ((NO_DISEASE,), None, LEFT_INFECTION),
        ((NO_INFECTION,), None, LEFT_DISEASE),
        ((NO_INFECTION, NO_DISEASE), None, NO),
        ((NO_INFECTION, named("denied")), None, NO),
        ((NO_INFECTION,), "eye_disease", NO),
    ],
)
def test_a_no_beside_one_denied_part_leaves_the_other_open(denied: Any, part: Any, right: Reading) -> None:
    assert said("no", to=EYES, of=Evidence(denied=denied), part=part) == right
