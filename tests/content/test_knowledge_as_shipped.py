"""The knowledge files as shipped load, and hold what the contract promises."""

from __future__ import annotations

from string import Formatter

from bot.content.knowledge import Knowledge
from bot.content.placeholders import CLINIC
from bot.domain.names import QUESTIONS, RED_FLAGS, TOPICS, URGENCIES


def test_the_ten_questions_stand_in_the_order_of_the_contract(knowledge: Knowledge) -> None:
    assert knowledge.checklist.ids == QUESTIONS


def test_every_topic_and_red_flag_of_the_contract_has_its_words(knowledge: Knowledge) -> None:
    assert set(knowledge.topics) == set(TOPICS)
    assert set(knowledge.red_flags) == set(RED_FLAGS)


def test_every_question_has_lay_words_sources_and_codes(knowledge: Knowledge) -> None:
    for question in knowledge.checklist.questions:
        assert knowledge.lay_words[question.id].terms
        assert question.sources
        assert {"snomed", "icd10"} <= question.codes.keys()


def test_every_part_has_lay_words_of_its_own(knowledge: Knowledge) -> None:
    for question in knowledge.checklist.questions:
        assert set(knowledge.lay_words[question.id].parts) == {part.id for part in question.parts}


def test_a_part_counts_the_past_as_its_question_does_unless_it_says_otherwise(knowledge: Knowledge) -> None:
    eye = {part.id: part.past_counts for part in knowledge.checklist["eye_condition"].parts}
    assert eye == {"eye_disease": "yes", "eye_infection": "no"}


def test_questions_are_short_enough_for_a_phone(knowledge: Knowledge) -> None:
    assert all(len(question.ask) <= 220 for question in knowledge.checklist.questions)
    assert all(len(topic.text) <= 650 for topic in knowledge.topics.values())


def test_look_alikes_are_no_words_of_the_question_they_resemble(knowledge: Knowledge) -> None:
    for question, look_alike in (
        ("blood_pressure_or_heart", "hypotension"),
        ("blood_pressure_or_heart", "intracranial hypertension"),
        ("cerebral_disorder", "heat stroke"),
        ("osteoporosis", "osteoarthritis"),
        ("herniated_disc", "hiatal hernia"),
        ("blood_thinners", "allergic to aspirin"),
    ):
        assert look_alike in knowledge.lay_words[question].not_this


def test_contacts_that_nobody_told_us_are_not_invented(knowledge: Knowledge) -> None:
    clinic = knowledge.clinic
    assert (clinic.phone, clinic.email, clinic.address, clinic.hours, clinic.booking_url) == (None,) * 5


def test_only_an_emergency_asks_for_help_now(knowledge: Knowledge) -> None:
    assert {flag.urgency for flag in knowledge.red_flags.values()} == set(URGENCIES)
    assert knowledge.red_flags["cancer"].urgency == "days"


def test_care_and_the_crisis_line_come_before_the_emergency_number(knowledge: Knowledge) -> None:
    advice = knowledge.red_flags["self_harm"].advice
    assert 0 < advice.index("{crisis_line}") < advice.index("{emergency_number}")


def test_topics_and_advice_use_only_the_clinics_own_placeholders(knowledge: Knowledge) -> None:
    texts = [topic.text for topic in knowledge.topics.values()]
    texts += [flag.advice for flag in knowledge.red_flags.values()]
    for text in texts:
        assert {name for _, name, _, _ in Formatter().parse(text) if name} <= CLINIC
