"""The findings in words: few are explained, many have a line each, and what to do next follows from them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.names import QUESTIONS
from bot.domain.screening import Doubt
from bot.screening.doubting import LONGEST_QUOTE
from bot.screening.findings import FEW, findings_in_words, next_steps
from tests.screening.screenings import EYES, HEART, THINNERS, finished


@pytest.fixture
def own(knowledge: Knowledge) -> Knowledge:
    """The knowledge with wording of the test's own: it says what stands where."""
    wording = {
        **knowledge.wording,
        "finding_line": "{label}! {yes_means}",
        "finding_unsure": "{label}? {answer}",
        "finding_changed": "{label} changed",
        "finding_short": "{label} {answer}",
        "finding_said": "said: {said}",
        "finding_not_understood": "words",
        "finding_age": "age {minimum_age}",
        "answer_yes": "YES",
        "answer_unsure": "UNSURE",
        "choice_unsure": "I am not sure",
        "choice_declined": "Rather not say",
        "next_steps": "{see}; {by_when}; {bring}",
        "see_several": "anybody",
        "bring_always": "all",
        **{f"by_when_{when}": when for when in ("no_hurry", "weeks", "days")},
    }
    return replace(knowledge, wording=wording)


def test_a_finding_says_what_it_means(own: Knowledge) -> None:
    here = finished().but(said={})
    eyes, heart = own.checklist[EYES], own.checklist[HEART]
    told = findings_in_words(here, ((EYES, "yes"), (HEART, "unsure")), own)
    assert told == f"{eyes.label}! {eyes.yes_means}\n{heart.label}? unsure"


def test_many_findings_have_a_short_line_each(own: Knowledge) -> None:
    many = tuple((question, "yes") for question in QUESTIONS[: FEW + 1])
    told = findings_in_words(finished().but(said={EYES: "I have glaucoma"}), many, own)
    assert told.splitlines() == [f"{own.checklist[question].label} yes" for question, _ in many]


def test_a_changed_answer_is_found_with_its_reason(own: Knowledge) -> None:
    here = finished().but(changed=(EYES,), said={})
    assert findings_in_words(here, ((EYES, "unsure"),), own) == f"{own.checklist[EYES].label} changed"


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("I have glaucoma", True),
        ("have it", True),
        ("yes", False),
        ("", False),
        ("I am not sure", False),
        ("Rather not say", False),
    ],
)
def test_a_finding_quotes_what_is_more_than_a_word_or_a_button(
    own: Knowledge, said: str, quoted: bool
) -> None:
    told = findings_in_words(
        finished().but(said={EYES: said, THINNERS: "other words"}), ((EYES, "yes"),), own
    )
    assert told.endswith(f"\nsaid: {said}") == quoted
    assert ("said:" in told) == quoted


def test_a_long_quote_is_shortened(own: Knowledge) -> None:
    told = findings_in_words(finished().but(said={EYES: "I have glaucoma. " * 90}), ((EYES, "yes"),), own)
    assert len(told.partition("said: ")[2]) <= LONGEST_QUOTE


def test_doubts_are_findings_too(own: Knowledge) -> None:
    here = finished().but(doubts=(Doubt(("my legs buzz",), "health"),), age_said="16")
    told = findings_in_words(here, (("not_understood", "unsure"), ("age", "unsure")), own)
    assert told == f"words\nsaid: my legs buzz\nage {own.clinic.minimum_age}"


def test_one_finding_leads_to_its_own_doctor_and_papers(own: Knowledge) -> None:
    eyes = own.checklist[EYES]
    assert next_steps(((EYES, "yes"),), own) == f"{eyes.see}; {eyes.by_when}; {eyes.bring}, all"


def test_several_lead_to_one_doctor_as_soon_as_the_soonest(own: Knowledge) -> None:
    told = next_steps(((EYES, "yes"), ("ear_infection", "yes")), own)
    assert told.startswith("anybody; days; ")


def test_a_doubt_alone_leads_to_a_doctor_without_hurry(own: Knowledge) -> None:
    assert next_steps((("not_understood", "unsure"),), own) == "anybody; no_hurry; all"


def test_every_sentence_about_the_questions_can_be_told(knowledge: Knowledge) -> None:
    here = finished().but(said={})
    for question in QUESTIONS:
        assert "{" not in findings_in_words(here, ((question, "yes"),), knowledge)
