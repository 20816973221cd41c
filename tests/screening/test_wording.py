"""From sayings to words: placeholders are filled, and remarks go where they belong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.messages import Choice
from bot.domain.names import RED_FLAGS, TOPICS
from bot.screening.saying import Saying, Utterance, remark
from bot.screening.wording import advice, common_values, contact, text_of, with_remarks
from tests.screening.screenings import EYES, HEART


@pytest.fixture
def own(knowledge: Knowledge) -> Knowledge:
    """The knowledge with wording of the test's own: it says what stands where."""
    clinic = knowledge.clinic.copy(
        update={
            "name": "Clinic",
            "phone": "123",
            "email": "a@clinic.example",
            "address": None,
            "hours": None,
            "website": None,
            "emergency_number": "112",
            "ambulance_number": "108",
            "crisis_line": "14416",
            "result_valid_days": 30,
            "minimum_age": 18,
        }
    )
    wording = {
        **knowledge.wording,
        "contact_phone": "call {value}",
        "contact_email": "write to {value}",
        "contact_none": "come by",
        "resumed": "On we go, {clinic_name}.",
        "consent": "Agree, {minimum_age}?",
        "consent_proxy": "Agree for {subject}, {minimum_age}?",
        "corrected": "{label}: {old} is {new} ({answer})",
        "summary_intro": "You:",
        "summary_intro_proxy": "{subject}:",
        "summary_line": "{position}. {label} {answer}",
        "summary_end": "End {total}.",
        "correct_which": "Which?",
        "answer_yes": "YES",
        "answer_no": "NO",
        "answer_unsure": "UNSURE",
        "answer_declined": "DECLINED",
        "safety_net": "Or {emergency_number}.",
    }
    return replace(knowledge, clinic=clinic, wording=wording)


def test_the_clinic_is_reached_by_what_its_file_tells(own: Knowledge) -> None:
    assert contact(own.clinic, own.wording) == "call 123, write to a@clinic.example"
    nothing = own.clinic.copy(update={"phone": None, "email": None})
    assert contact(nothing, own.wording) == "come by"


def test_every_text_may_name_the_clinics_own_numbers(own: Knowledge) -> None:
    assert common_values(own) == {
        "clinic_name": "Clinic",
        "clinic_contact": "call 123, write to a@clinic.example",
        "emergency_number": "112",
        "ambulance_number": "108",
        "crisis_line": "14416",
        "valid_days": "30",
        "minimum_age": "18",
        "total": "10",
        "example": own.checklist.questions[0].label.lower(),
        "obesity_bmi": "30",
        "obesity_bmi_ask": "25",
        "safety_net": "Or 112.",
    }


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_advice_names_whom_to_call(knowledge: Knowledge, flag: str) -> None:
    told = advice(flag, knowledge)
    assert knowledge.clinic.emergency_number in told
    assert told == text_of(Saying(f"emergency:{flag}", f"red_flag:{flag}"), knowledge)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_told_in_its_own_words(knowledge: Knowledge, topic: str) -> None:
    told = text_of(Saying(topic, f"topic:{topic}"), knowledge)
    assert told == knowledge.topics[topic].text.format(**common_values(knowledge))


def test_a_sentence_about_somebody_else_is_used_where_there_is_one(own: Knowledge) -> None:
    consent, resumed = Saying("consent", "consent"), remark("resumed")
    assert text_of(consent, own) == "Agree, 18?"
    assert text_of(consent, own, "your mother") == "Agree for your mother, 18?"
    assert text_of(resumed, own, "your mother") == text_of(resumed, own) == "On we go, Clinic."


def test_a_subject_of_the_saying_comes_before_that_of_the_screening(own: Knowledge) -> None:
    saying = Saying("consent", "consent", {"subject": "your son"})
    assert text_of(saying, own, "your mother") == "Agree for your son, 18?"


def test_answers_are_named_in_words(own: Knowledge) -> None:
    saying = remark("corrected", label="Eyes", answer="unsure", old="yes", new="declined")
    assert text_of(saying, own) == "Eyes: YES is DECLINED (UNSURE)"
    empty = remark("corrected", label="Eyes", answer="", old="no", new="yes")
    assert text_of(empty, own) == "Eyes: NO is YES ()"


def test_a_question_may_name_a_threshold_and_whom_it_is_about(own: Knowledge) -> None:
    saying = Saying(
        "question:obesity", "question_frame", {"ask": "Is {subject} above {obesity_bmi}?", "hint": ""}
    )
    values = {**saying.values, "examples": "", "position": "1", "label": "", "name": "", "ask_again": ""}
    assert "Is your son above 30?" in text_of(replace(saying, values=values), own, "your son")


def test_what_somebody_said_is_repeated_as_it_is(own: Knowledge) -> None:
    assert "{subject}" in text_of(Saying("doubt", "doubt", {"said": "{subject}"}), own, "your son")


def test_empty_lines_are_left_out_where_nothing_is_listed(knowledge: Knowledge) -> None:
    values = {"ask": "A?", "hint": "B.", "examples": "", "position": "1"}
    assert "\n\n\n" not in text_of(Saying("question:pregnancy", "question_frame", values), knowledge)


def test_a_list_has_a_line_for_each_answer_in_the_checklists_order(own: Knowledge) -> None:
    answers = {EYES: "yes", HEART: "no"}
    heart, eyes = own.checklist[HEART].label, own.checklist[EYES].label
    lines = f"1. {heart} NO\n3. {eyes} YES"
    saying = Saying("summary", "summary", answers=answers)  # type: ignore[arg-type]
    assert text_of(saying, own) == f"You:\n{lines}\n\nEnd 10."
    assert text_of(saying, own, "Your mother") == f"Your mother:\n{lines}\n\nEnd 10."
    which = Saying("summary", "correct_which", answers=answers)  # type: ignore[arg-type]
    assert text_of(which, own) == f"Which?\n{lines}"


# ---- remarks ----


def said(topic: str | None, *buttons: Choice) -> Utterance:
    return Utterance(Saying(topic, "any"), buttons)


def test_remarks_lead_the_message_that_follows_them() -> None:
    asked = said("question:obesity", Choice("Yes", "y"))
    merged = with_remarks([(said(None), "Noted."), (said(None), "Thanks."), (asked, "And …?")])
    assert merged == [(asked, "Noted.\n\nThanks.\n\nAnd …?")]


def test_remarks_belong_to_one_message() -> None:
    one, other = said("cost"), said("booking")
    merged = with_remarks([(said(None), "First."), (one, "One."), (said(None), "Then."), (other, "Other.")])
    assert merged == [(one, "First.\n\nOne."), (other, "Then.\n\nOther.")]


def test_remarks_at_the_end_end_the_last_message() -> None:
    one, other = said("cost"), said("booking")
    merged = with_remarks([(one, "One."), (other, "Other."), (said(None), "Bye."), (said(None), "Now.")])
    assert merged == [(one, "One."), (other, "Other.\n\nBye.\n\nNow.")]
    assert with_remarks([(said(None), "Alone.")]) == []
