"""What people read is plain: short sentences everywhere, and easy words where health is at stake.

Many readers are worried, on a phone, and read English as a second language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pytest

from bot.content.knowledge import Knowledge
from bot.screening.wording import common_values
from tests.content.plain_words import grade, sentences, words

LONGEST_SENTENCE: Final = 20
HIGHEST_GRADE: Final = 6
OF_A_TOPIC: Final = 8
"""The highest grade of an explanation, which nobody has to act on."""
FEWEST: Final = 5
"""A shorter text has no grade: one long name would make it hard."""
NOT_TOLD: Final = ("telegram_menu_", "telegram_says_", "help_devanagari")
"""Wording that is no sentence for people, or is not in Latin letters."""
STUMBLES: Final = ("of a life", "your right", "noted: ")

Text = tuple[str, str, str]
"""File, item and text."""


def told(knowledge: Knowledge) -> Iterator[Text]:
    """Every text that people are told, as they read it."""
    yield from ((file, item, filled(text, knowledge)) for file, item, text in raw(knowledge))


def raw(knowledge: Knowledge) -> Iterator[Text]:
    for question in knowledge.checklist.questions:
        for name in ("ask", "ask_again", "hint", "why", "yes_means", "about"):
            yield "checklist.yml", f"{question.id}.{name}", getattr(question, name)
        yield "checklist.yml", f"{question.id}.for_other.ask", question.for_other.ask
        yield "checklist.yml", f"{question.id}.for_other.ask_again", question.for_other.ask_again
        for example in question.examples:
            yield "checklist.yml", f"{question.id}.examples", example
        for part in question.parts:
            yield "checklist.yml", f"{part.id}.ask", part.ask
            yield "checklist.yml", f"{part.id}.for_other.ask", part.for_other.ask
    for topic in knowledge.topics.values():
        yield "topics.yml", topic.id, topic.text
    for near in knowledge.near_conditions.by_id.values():
        yield "near_conditions.yml", near.id, near.text
    for flag in knowledge.red_flags.values():
        yield "red_flags.yml", f"{flag.id}.advice", flag.advice
        yield "red_flags.yml", f"{flag.id}.again", flag.again
    for name, text in knowledge.wording.items():
        if not name.startswith(NOT_TOLD):
            yield "wording.yml", name, text


def filled(text: str, knowledge: Knowledge) -> str:
    """The text with short words in its placeholders."""
    values = defaultdict(lambda: "it", {**common_values(knowledge), "subject": "your mother"})
    return text.format_map(values)


def test_no_sentence_is_long(knowledge: Knowledge) -> None:
    long = [
        f"{file}: {item}: {len(words(sentence))} words: {sentence}"
        for file, item, text in told(knowledge)
        for sentence in sentences(text)
        if len(words(sentence)) > LONGEST_SENTENCE
    ]
    assert long == []


def test_no_text_needs_more_than_six_years_of_school(knowledge: Knowledge) -> None:
    hard = [
        f"{file}: {item}: grade {grade(text):.1f}: {text}"
        for file, item, text in told(knowledge)
        if len(words(text)) >= FEWEST
        and grade(text) > (OF_A_TOPIC if file == "topics.yml" else HIGHEST_GRADE)
    ]
    assert hard == []


@pytest.mark.parametrize("stumble", STUMBLES)
def test_nothing_is_said_that_a_second_language_reader_stumbles_over(
    knowledge: Knowledge, stumble: str
) -> None:
    assert [item for _, item, text in told(knowledge) if stumble in text.casefold()] == []


def test_a_question_about_somebody_else_names_her_and_never_the_reader(knowledge: Knowledge) -> None:
    of_others = [
        (item, text)
        for file, item, text in raw(knowledge)
        if file == "checklist.yml"
        and (".for_other." in item or item.endswith((".hint", ".why", ".yes_means")))
    ]
    assert [item for item, text in of_others if {"you", "your"} & set(map(str.casefold, words(text)))] == []
    assert all("{subject}" in text for item, text in of_others if ".for_other." in item)


def test_the_counting_is_that_of_flesch_and_kincaid() -> None:
    assert sentences("One. Two words!\n• A line: of a list\n\n") == [
        "One.",
        "Two words!",
        "• A line: of a list",
    ]
    assert grade("The cat sat on the mat.") < 0
    assert grade("Considerable deterioration necessitates immediate hospitalisation.") > 20
