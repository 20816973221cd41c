"""What the conditions named in a message say of one question (contract, rule 2)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Kind, Mention, Status
from bot.language.answers.evidence import Evidence, denies_whole, gather, open_part, past_counts
from tests.screening.screenings import EYES, HEART


def named(status: Status = "present", kind: Kind = "condition", **more: Any) -> Mention:
    return Mention(EYES, "it", 0, 2, status, kind, **more)


def heap(mention: Mention, subject: str | None = None) -> str | None:
    """Where a mention is put; None when it says nothing of the question."""
    evidence = gather((mention,), EYES, subject)
    found = [name for name in Evidence.__dataclass_fields__ if getattr(evidence, name)]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("status", "where"),
    [
        ("present", "present"),
        ("historical", "past"),
        ("resolved", "over"),
        ("uncertain", "uncertain"),
        ("denied", "denied"),
        ("other_person", "others"),
        ("asked", "asked"),
    ],
)
def test_a_mention_counts_as_what_it_was_said_to_be(status: Status, where: str) -> None:
    assert heap(named(status)) == where


@pytest.mark.parametrize(
    ("status", "where"),
    [
        ("present", "near"),
        ("historical", "near"),
        ("uncertain", "near"),
        ("denied", "denied"),
        ("other_person", "others"),
        ("asked", "asked"),
    ],
)
def test_what_is_only_near_never_counts_as_present(status: Status, where: str) -> None:
    assert heap(named(status, "near")) == where


def test_another_question_is_none_of_it() -> None:
    assert gather((named(),), HEART, None) == Evidence()


def test_every_mention_is_kept_in_its_order() -> None:
    one, other = named(value="1"), named(value="2")
    assert gather((one, named("denied"), other), EYES, None).present == (one, other)


def test_only_what_is_about_the_person_is_evidence() -> None:
    for status in ("present", "historical", "resolved", "uncertain", "denied"):
        assert gather((named(status),), EYES, None)
    assert gather((named("present", "near"),), EYES, None)
    assert not gather((named("other_person"), named("asked")), EYES, None)
    assert not Evidence()


# ---- for somebody else ----


@pytest.mark.parametrize(
    ("person", "subject"),
    [
        (None, "your mother"),
        ("your mother", "your mother"),
        ("she", "your mother"),
        ("her", "your wife"),
        ("she", "your mother-in-law"),
        ("he", "your father"),
        ("his", "your son"),
        ("him", "your grandfather"),
        ("he", "your partner"),
        ("she", "your friend"),
        ("they", "your mother"),
        ("unka", "your father"),
    ],
)
def test_what_the_person_to_be_treated_has_counts(person: str | None, subject: str) -> None:
    theirs = named("other_person", person=person, their="present")
    assert heap(theirs, subject) == "present"
    assert heap(named("other_person", person=person, their="denied"), subject) == "denied"
    assert heap(named("other_person", person=person), subject) == "uncertain"


@pytest.mark.parametrize(
    ("person", "subject"),
    [("he", "your mother"), ("she", "your father"), ("your aunt", "your mother"), ("her", "your son")],
)
def test_what_anybody_else_has_does_not(person: str, subject: str) -> None:
    assert heap(named("other_person", person=person, their="present"), subject) == "others"


def test_what_the_one_who_types_has_is_another_persons() -> None:
    assert heap(named(person="you"), "your mother") == "others"
    assert heap(named("denied", person="you"), "your mother") == "others"
    assert heap(named("asked", person="you"), "your mother") == "asked"
    assert heap(named(), "your mother") == "present", "it was not said whose"
    assert heap(named(person="you")) == "present"


# ---- parts ----


def test_a_past_one_counts_by_the_rule_of_the_part_it_names(knowledge: Knowledge) -> None:
    eyes = knowledge.checklist[EYES]
    assert past_counts(eyes, named("historical", part="eye_infection")) == "no"
    assert past_counts(eyes, named("historical", part="eye_disease")) == "yes"
    assert past_counts(eyes, named("historical")) == eyes.past_counts


def test_only_a_denial_of_all_of_it_denies_the_question(knowledge: Knowledge) -> None:
    eyes = knowledge.checklist[EYES]
    disease = named("denied", "part", part="eye_disease")
    infection = named("denied", "part", part="eye_infection")
    assert denies_whole(eyes, (named("denied"),))
    assert denies_whole(eyes, (disease, infection))
    assert denies_whole(eyes, (named("denied", "example"), named("denied")))
    assert not denies_whole(eyes, (disease,))
    assert not denies_whole(eyes, (named("denied", "example", part="eye_disease"), infection))
    assert not denies_whole(eyes, ())
    assert not denies_whole(knowledge.checklist["obesity"], (named("denied", "example"),))
    assert not denies_whole(knowledge.checklist["obesity"], ())


def test_the_part_that_was_not_denied_is_open(knowledge: Knowledge) -> None:
    eyes = knowledge.checklist[EYES]
    disease = named("denied", "part", part="eye_disease")
    infection = named("denied", "part", part="eye_infection")
    assert open_part(eyes, (disease,)) == "eye_infection"
    assert open_part(eyes, (infection,)) == "eye_disease"
    assert open_part(eyes, (disease, infection)) is None
    assert open_part(eyes, ()) is None
    assert open_part(eyes, (named("denied", "example", part="eye_disease"),)) is None
