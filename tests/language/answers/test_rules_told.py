"""How a message is judged that holds no plain word of answer: the conditions named in it must speak."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Question
from bot.domain.interpretation import Intent
from bot.language.answers.evidence import Evidence
from bot.language.answers.plain_words import Plain
from bot.language.answers.reading_values import ASIDE, CONFIRM, DECLINED, NO, UNCLEAR, UNSURE, YES, Reading
from bot.language.answers.rules import told
from tests.language.answers.test_rules import (
    BRAIN,
    EAR,
    EYES,
    LEFT_DISEASE,
    LEFT_INFECTION,
    NO_DISEASE,
    NO_INFECTION,
    NO_STROKE,
    NOTHING,
    PAST_DISEASE,
    PAST_INFECTION,
    THEIRS,
    THINNERS,
    named,
)


def heard(
    of: Evidence = NOTHING,
    to: Question = BRAIN,
    part: str | None = None,
    intent: Intent = "tell",
    **words: Any,
) -> Reading:
    return told(to, intent, of, Plain(**words), part)


@pytest.mark.parametrize(
    ("to", "of", "right"),
    [
        (BRAIN, Evidence(past=(named("historical"),)), YES),
        (EYES, Evidence(past=(PAST_DISEASE,)), YES),
        (EYES, Evidence(past=(PAST_INFECTION,)), CONFIRM),
        (THINNERS, Evidence(past=(named("historical", "medicine"),)), CONFIRM),
        (BRAIN, Evidence(uncertain=(named("uncertain"),)), UNSURE),
        (BRAIN, Evidence(past=(named("historical"),), uncertain=(named("uncertain"),)), YES),
        (BRAIN, Evidence(over=(named("resolved"),)), CONFIRM),
        (BRAIN, Evidence(near=(named("present", "near"),)), CONFIRM),
        (BRAIN, Evidence(near=(named("present", "near"),), denied=(named("denied"),)), CONFIRM),
        (BRAIN, Evidence(over=(named("resolved"),), denied=(named("denied"),)), CONFIRM),
        (BRAIN, Evidence(uncertain=(named("uncertain"),), denied=(named("denied"),)), UNSURE),
        (BRAIN, Evidence(others=(THEIRS,)), UNCLEAR),
        (BRAIN, Evidence(asked=(named("asked"),)), ASIDE),
    ],
)
def test_what_was_named_speaks_for_itself(to: Question, of: Evidence, right: Reading) -> None:
    assert heard(of, to) == right


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ({}, NO),
        ({"hedged": True}, UNSURE),
        ({"but": True}, CONFIRM),
        ({"past": True}, CONFIRM),
    ],
    ids=str,
)
def test_a_denied_condition_is_a_no_unless_something_beside_it_is_doubtful(
    words: dict[str, Any], right: Reading
) -> None:
    assert heard(Evidence(denied=(named("denied"),)), **words) == right


def test_what_was_denied_of_the_past_is_a_no_where_only_a_present_one_counts() -> None:
    assert heard(Evidence(denied=(named("denied"),)), EAR, past=True) == NO


@pytest.mark.parametrize(
    ("denied", "part", "right"),
    [
        ((NO_DISEASE,), None, LEFT_INFECTION),
        ((NO_INFECTION,), None, LEFT_DISEASE),
        ((NO_DISEASE, NO_INFECTION), None, NO),
        ((named("denied", "example"),), None, CONFIRM),
        ((NO_DISEASE,), "eye_disease", NO),
        ((NO_DISEASE,), "eye_infection", UNCLEAR),
        ((named("denied"),), "eye_infection", NO),
        ((named("denied", "example"),), "eye_disease", UNCLEAR),
        ((named("denied", "example", part="eye_disease"),), "eye_disease", UNCLEAR),
        ((named("denied", "example"), NO_DISEASE), "eye_disease", NO),
    ],
)
def test_a_denied_part_is_no_more_than_that(denied: Any, part: Any, right: Reading) -> None:
    assert heard(Evidence(denied=denied), EYES, part) == right


def test_one_denied_example_is_not_the_question() -> None:
    assert heard(Evidence(denied=(NO_STROKE,))) == CONFIRM
    assert heard(Evidence(denied=(named("denied", "example"),), others=(THEIRS,))) == CONFIRM
    assert heard(Evidence(denied=(named("denied", "example"), NO_STROKE), others=(THEIRS,))) == CONFIRM


def test_a_wider_denial_answers_the_question() -> None:
    """ "I take no medicines at all." """
    assert heard(entailed=True) == NO
    assert heard(Evidence(denied=(named("denied", "medicine"),)), THINNERS, entailed=True) == NO


@pytest.mark.parametrize(
    ("doubt", "right"), [("hedged", UNCLEAR), ("past", UNCLEAR), ("but", UNCLEAR), ("asks", ASIDE)]
)
def test_a_doubtful_wider_denial_does_not(doubt: str, right: Reading) -> None:
    words: dict[str, Any] = {"entailed": True, doubt: True}
    assert heard(**words) == right


def test_what_somebody_else_has_and_not_me_is_denied() -> None:
    assert heard(Evidence(others=(THEIRS,)), not_me=True) == NO
    part = named("other_person", "part", part="eye_disease", person="your father")
    assert heard(Evidence(others=(part,)), EYES, not_me=True) == LEFT_INFECTION
    assert heard(Evidence(others=(THEIRS,))) == UNCLEAR
    assert heard(not_me=True) == UNCLEAR


@pytest.mark.parametrize(
    ("of", "right"),
    [
        (Evidence(others=(THEIRS,), past=(named("historical"),)), YES),
        (Evidence(others=(THEIRS,), over=(named("resolved"),)), CONFIRM),
        (Evidence(others=(THEIRS,), uncertain=(named("uncertain"),)), UNSURE),
    ],
)
def test_not_me_takes_nothing_of_ones_own_back(of: Evidence, right: Reading) -> None:
    assert heard(of, not_me=True) == right


@pytest.mark.parametrize(
    ("intent", "words", "right"),
    [
        ("tell", {}, UNCLEAR),
        ("not_understood", {}, UNCLEAR),
        ("affirm", {}, UNCLEAR),
        ("deny", {}, UNCLEAR),
        ("unsure", {}, UNSURE),
        ("decline", {}, DECLINED),
        ("unsure", {"vague": True}, UNCLEAR),
        ("decline", {"vague": True}, UNCLEAR),
        ("deny", {"why": True}, ASIDE),
        ("deny", {"repeat": True}, ASIDE),
        ("deny", {"asks": True}, ASIDE),
        ("unsure", {"asks": True, "vague": True}, ASIDE),
    ],
    ids=str,
)
def test_where_neither_words_nor_conditions_answer_nothing_is_a_yes_or_a_no(
    intent: Intent, words: dict[str, Any], right: Reading
) -> None:
    assert heard(intent=intent, **words) == right
