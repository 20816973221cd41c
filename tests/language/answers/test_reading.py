"""Answers as people write them. A `no` that was not said is the one mistake that may never happen."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.interpretation import Interpretation
from bot.language.answers.reading import Reading
from bot.language.text.tokens import tokens
from tests.conversation import knowledge
from tests.language.words import answers, conditions, lexicon

DATA = Path(__file__).parent / "data"
GOAL = 0.95
KNOWLEDGE = knowledge()
QUESTIONS = KNOWLEDGE.checklist.ids


def interpretation(text: str) -> Interpretation:
    return Interpretation(text, "not_understood", mentions=conditions().mentions(text))


def reading(asked: str | None, text: str, *, part: str | None = None, subject: str | None = None) -> Reading:
    return answers().read(asked, interpretation(text), part=part, subject=subject)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def judged(row: dict[str, Any]) -> tuple[bool, str]:
    """Whether a row is read rightly, and what it was read as."""
    found = reading(row["asked"], row["text"], subject=row.get("subject"))
    said = found.answer or found.sense
    facts = {fact.question: fact.answer for fact in found.facts}
    wanted = row.get("facts", {})
    return said in row["right"] and all(facts.get(q) == a for q, a in wanted.items()), said


@pytest.fixture(scope="module")
def wrong() -> list[tuple[dict[str, Any], str]]:
    """The rows that are not read rightly, with what they are read as."""
    return [(row, said) for row in rows("readings.jsonl") for right, said in [judged(row)] if not right]


def test_what_was_once_read_rightly_stays_so(wrong: list[tuple[dict[str, Any], str]]) -> None:
    """`missed` marks the mistakes that are known."""
    assert not [(row["asked"], row["text"], said) for row, said in wrong if "missed" not in row]


def test_what_people_answer_is_read_rightly(wrong: list[tuple[dict[str, Any], str]]) -> None:
    every = len(rows("readings.jsonl"))
    assert every >= 300
    assert 1 - len(wrong) / every >= GOAL, wrong


def test_no_answer_is_a_no_that_was_not_said(wrong: list[tuple[dict[str, Any], str]]) -> None:
    assert not [row for row, said in wrong if said == "no"]


def test_strangers_answers_are_read_as_they_were_and_none_is_a_no_that_was_not_said() -> None:
    """Written in many manners without sight of any rule; `missed` marks the mistakes that are known."""
    strangers = rows("strangers.jsonl")
    wrong = [(row, said) for row in strangers for right, said in [judged(row)] if not right]
    assert not [row for row, said in wrong if said == "no"]
    assert not [(row["asked"], row["text"], said) for row, said in wrong if "missed" not in row]
    assert len(wrong) <= 0.2 * len(strangers)


@lru_cache(maxsize=1)
def denying_words() -> frozenset[str]:
    """Every word that can deny, alone or with others."""
    words = set(lexicon().answers.denying)
    for phrase, kinds in lexicon().answers.phrases.items():
        if "no" in kinds:
            words.update(phrase)
    for rule in lexicon().context.all:
        if rule.ways.keys() & {"negated", "refused", "normal"}:
            words.update(rule.words)
    for question in lexicon().answers.denies.values():
        words.update(word for phrase in question for word in phrase)
    for item in KNOWLEDGE.context_rules.not_raised:
        words.update(token.text for phrase in item.phrases for token in tokens(phrase))
    return frozenset(words)


def deny(text: str) -> bool:
    return any(
        token.text in denying_words() or token.text.isdigit()
        for token in tokens(text, lexicon().answers.spellings)
    )


@lru_cache(maxsize=1)
def harmless_words() -> tuple[str, ...]:
    pool = {word for lay in KNOWLEDGE.lay_words.values() for term in lay.terms for word in term.split()}
    pool |= {"yes", "maybe", "my", "mother", "has", "was"}
    pool |= {"doctor", "said", "years", "ago", "tablets", "if", "why"}
    return tuple(sorted(word for word in pool if not deny(word)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(harmless_words()), min_size=1, max_size=9), st.sampled_from(QUESTIONS))
def test_without_a_denying_word_nothing_is_a_no(words: list[str], asked: str) -> None:
    assert reading(asked, " ".join(words)).answer != "no"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(QUESTIONS))
def test_any_text_can_be_read(text: str, asked: str) -> None:
    found = reading(asked, text)
    assert deny(text) or found.answer != "no"


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("text", ["no", "No.", "nope", "nahi", "none of these", "no to everything", "never"])
def test_a_plain_no_is_a_no_to_the_asked_question_only(asked: str, text: str) -> None:
    assert reading(asked, text) == Reading("answer", "no")


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("yes", "yes"),
        ("haan ji", "yes"),
        ("no no, I mean yes", "yes"),
        ("pata nahi", "unsure"),
        ("I don't think so, I really don't know", "unsure"),
        ("prefer not to say", "declined"),
        ("skip", "declined"),
    ],
)
def test_plain_answers(asked: str, text: str, right: str) -> None:
    assert reading(asked, text).answer == right


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text",
    [
        "ok", "fine", "sure", "hmm", "no problem", "everything is fine doc", "yes I have no problem",
        "yes no", "my mother does", "I can't say no", "no?", "it is not that I don't", "I wouldn't say no",
        "yes no wait no",
    ],
)  # fmt: skip
def test_what_is_no_clear_answer_is_asked_again(asked: str, text: str) -> None:
    assert reading(asked, text).answer in (None, "unsure")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("blood_thinners", "no I take it"),
        ("blood_thinners", "no I do take one"),
        ("osteoporosis", "no I have it"),
        ("herniated_disc", "no I do"),
        ("herniated_disc", "no I had it"),
        ("pregnancy", "no I am"),
        ("spinal_injury", "so no I did"),
        ("obesity", "nope I have that"),
    ],
)
def test_a_no_before_its_opposite_is_no_answer_without_a_comma_either(asked: str, text: str) -> None:
    assert reading(asked, text).answer is None


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text", ["no I don't", "no I do not", "no I have never had any of these", "no we don't have that"]
)
def test_a_no_and_its_denial_are_a_no_without_a_comma_too(asked: str, text: str) -> None:
    assert reading(asked, text) == Reading("answer", "no")


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text",
    [
        "no, not every day",
        "no, not always",
        "no not daily",
        "no, not exactly",
        "no, nothing serious",
        "no, not much",
    ],
)
def test_a_no_with_a_limit_is_confirmed(asked: str, text: str) -> None:
    assert reading(asked, text).sense == "confirm"


def test_denying_one_part_leaves_the_other_open() -> None:
    asked = "blood_pressure_or_heart"
    assert reading(asked, "my bp is normal") == Reading("part_denied", part="heart_disease")
    assert reading(asked, "no heart trouble") == Reading("part_denied", part="high_blood_pressure")
    assert reading(asked, "no", part="heart_disease").answer == "no"
    assert reading(asked, "my heart has no disease, no heart problem", part="heart_disease").answer == "no"
    assert reading(asked, "bp is normal", part="heart_disease").answer is None
    assert reading(asked, "no BP and no heart disease").answer == "no"


@pytest.mark.parametrize(
    ("asked", "text", "left"),
    [
        ("blood_pressure_or_heart", "no, my bp is normal", "heart_disease"),
        ("blood_pressure_or_heart", "nope, bp is normal", "heart_disease"),
        ("eye_condition", "no, no eye infection", "eye_disease"),
        ("eye_condition", "No. no conjunctivitis", "eye_disease"),
    ],
)
def test_a_plain_no_beside_one_denied_part_leaves_the_other_open(asked: str, text: str, left: str) -> None:
    assert reading(asked, text) == Reading("part_denied", part=left)
    assert reading(asked, text, part=left) == Reading("answer", "no")


def test_denying_one_example_is_not_denying_the_question() -> None:
    assert reading("cerebral_disorder", "no stroke").sense == "confirm"
    assert reading("blood_thinners", "I don't take aspirin").sense in ("confirm", "part_denied")
    of_both = "my father had a stroke, I have not had a stroke"
    assert reading("cerebral_disorder", of_both).sense == "confirm"


def test_facts_about_other_questions() -> None:
    found = reading("pregnancy", "not pregnant, no bp, but I have glaucoma and take ecosprin")
    assert found.answer == "no"
    assert {(fact.question, fact.answer, fact.sure) for fact in found.facts} == {
        ("eye_condition", "yes", True),
        ("blood_thinners", "yes", False),
    }
    assert reading("obesity", "no ear infection").facts[0].answer == "no"


def test_whom_the_answer_is_about() -> None:
    his = reading("blood_pressure_or_heart", "he has a stent", subject="your father")
    assert his.answer == "yes"
    assert reading("blood_pressure_or_heart", "he has a stent").answer is None
    assert reading("eye_condition", "I have glaucoma", subject="your father").answer is None


def test_nothing_asked_gives_facts_only() -> None:
    found = reading(None, "I have a slipped disc")
    assert (found.sense, found.answer) == ("aside", None)
    assert [(fact.question, fact.answer) for fact in found.facts] == [("herniated_disc", "yes")]
