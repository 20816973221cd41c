"""What one clause answers: a no only where it is one to what was asked."""

from __future__ import annotations

import pytest

from bot.language.answers.clause_answers import PlainAnswer
from tests.language.words import conditions, plain


def said(text: str, question: str | None = None, *, proxy: bool = False) -> tuple[PlainAnswer, ...]:
    """What the clauses of a text answer, with the conditions that it names set apart."""
    spans = [(mention.start, mention.end) for mention in conditions().mentions(text)]
    return plain(text, spans, question, proxy=proxy).said


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "nope",
        "none of these",
        "absolutely none of those",
        "definitely no",
        "of course not",
        "well, no",
        "actually no doctor",
        "no I do not",
        "no that was my wife",
        "no doctor thanks",
        "no no",
    ],
)
def test_a_no_in_any_words_is_a_no(text: str) -> None:
    assert set(said(text)) == {"no"}


@pytest.mark.parametrize("text", ["no?", "none of these?", "I never had it?", "yes?", "not sure?", "skip?"])
def test_a_question_answers_nothing(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize("text", ["", "hmm", "doctor", "ok so", "the weather", "I walk daily", "never mind"])
def test_other_words_answer_nothing(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "skip",
        "skip it",
        "skip please doctor",
        "prefer not to say",
        "no I would rather not say",
        "I would really prefer not to say that",
        "I really prefer not doing that here",
        "yes but that is private",
    ],
)
def test_declining_is_heard_before_anything_else(text: str) -> None:
    assert said(text)[-1] == "declined"


@pytest.mark.parametrize("text", ["the pass was high", "I skip breakfast daily", "a personal trainer helps"])
def test_one_declining_word_in_a_sentence_declines_nothing(text: str) -> None:
    assert said(text) == ()


def test_a_short_phrase_with_a_declining_word_declines() -> None:
    assert said("pass doctor") == ("declined",)
    assert said("confidential stuff") == ("declined",)
    assert said("some confidential stuff") == ()


@pytest.mark.parametrize(
    "text", ["not sure", "no not sure", "yes maybe", "I don't know", "no idea", "I doubt it"]
)
def test_a_doubt_makes_a_clause_unsure(text: str) -> None:
    assert said(text) == ("unsure",)


@pytest.mark.parametrize("text", ["never", "never ever", "nil", "never had it", "none at all", "not me"])
def test_a_word_that_must_stand_alone_is_a_no_alone(text: str) -> None:
    assert said(text) == ("no",)


@pytest.mark.parametrize(
    "text",
    [
        "never had surgery",
        "never had it treated",
        "none this week",
        "nil by mouth",
        "not me alone",
        "never glaucoma",
        "nothing wrong today",
    ],
)
def test_a_word_that_must_stand_alone_is_no_answer_beside_others(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text", ["no sugar", "no smoke at all", "na alcohol", "no heart trouble", "no glaucoma", "no no cashews"]
)
def test_a_no_before_a_noun_belongs_to_the_noun(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "no I walk daily",
        "no my heart works",
        "no never",
        "no definitely",
        "no not any",
        "nope cheers",
        "none of these cheers",
        "no haven't got that",
        "no is what I say",
        "no nah",
        "no frankly I walk daily",
        "no mujhko theek lagta",
        "no hadn't any of it",
    ],
)
def test_a_no_before_a_sentence_of_its_own_is_an_answer(text: str) -> None:
    assert said(text) == ("no",)


@pytest.mark.parametrize(
    ("text", "question", "other"),
    [
        ("no infection", "ear_infection", "obesity"),
        ("no ear trouble so far", "ear_infection", "obesity"),
        ("no chance of that", "pregnancy", "pregnancy"),
        ("no bone disease", "osteoporosis", "ear_infection"),
        ("no weight issues", "obesity", "osteoporosis"),
    ],
)
def test_a_no_to_what_was_asked_in_its_own_words(text: str, question: str, other: str) -> None:
    assert plain(text, question=question).said == ("no",)
    if other != question:
        assert plain(text, question=other).said == ()
        assert plain(text).said == ()


@pytest.mark.parametrize(
    "text",
    ["I am fit so no", "I walk daily so no", "hence no", "I walk so not at all", "nothing there, so no"],
)
def test_a_closing_no_behind_its_reason_is_a_no(text: str) -> None:
    assert said(text)[-1] == "no"


@pytest.mark.parametrize("text", ["I am fit no", "I walk no", "the answer would be so"])
def test_a_no_at_the_end_of_something_else_is_none(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I have never had any of those",
        "I haven't",
        "I don't",
        "I don't have that",
        "I have not had it in my whole life",
        "I have actually not had it",
        "we never had it",
        "mujhe nahi",
        "mujhe koi nahi",
        "don't have it",
    ],
)
def test_a_denial_that_only_points_at_what_was_asked_is_a_no(text: str) -> None:
    assert said(text) == ("no",)


@pytest.mark.parametrize(
    "text",
    [
        "don't",
        "I don't take nothing",
        "I don't smoke",
        "I have that",
        "my wife never had it",
        "they don't have it",
        "she doesn't",
        "that isn't it",
        "I never had glaucoma",
        "I haven't seen it",
    ],
)
def test_a_denial_of_something_else_or_twice_or_of_others_is_no_no(text: str) -> None:
    assert "no" not in said(text)


@pytest.mark.parametrize(
    "text",
    ["she doesn't", "he doesn't have it", "they do not", "she never had any of these", "he is not on any"],
)
def test_she_doesnt_is_a_no_when_she_is_the_person(text: str) -> None:
    assert said(text, proxy=True) == ("no",)
    assert said(text) == ()


@pytest.mark.parametrize(
    "text", ["she doesn't smoke", "it doesn't", "my son doesn't", "she has never not had it"]
)
def test_not_every_denial_about_her_is_a_no(text: str) -> None:
    assert said(text, proxy=True) == ()


@pytest.mark.parametrize("text", ["he has", "she does", "he does.", "she takes", "she is"])
def test_she_does_is_a_yes_when_she_is_the_person(text: str) -> None:
    assert said(text, proxy=True) == ("yes",)
    assert said(text) == ()


@pytest.mark.parametrize(
    "text", ["she", "he walks", "she has it well", "it is the", "does she", "the doctor does"]
)
def test_not_every_word_about_her_is_a_yes(text: str) -> None:
    assert "yes" not in said(text, proxy=True)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "haan ji",
        "yes sugar",
        "yes it is",
        "a bit yes",
        "I do",
        "I do doctor",
        "absolutely yes",
        "I have it",
    ],
)
def test_a_yes_in_any_words_is_a_yes(text: str) -> None:
    assert said(text) == ("yes",)


@pytest.mark.parametrize(
    "text", ["I do walk", "true sugar", "right hand", "it is correct procedure", "I have time"]
)
def test_a_yes_phrase_inside_a_sentence_is_no_yes(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "sometimes",
        "a bit",
        "right",
        "right absolutely",
        "of course",
        "definitely",
        "thoda",
        "a bit sir",
        "right sir absolutely",
    ],
)
def test_half_a_yes_is_not_a_whole_one(text: str) -> None:
    assert said(text) == ("half_yes",)


@pytest.mark.parametrize("text", ["no no I mean yes", "no yes", "no actually haan"])
def test_a_no_that_turns_into_a_yes_says_both(text: str) -> None:
    assert said(text) == ("no", "yes")


@pytest.mark.parametrize("text", ["no not yes", "no that is right", "no it is there"])
def test_a_no_with_agreeing_words_behind_it_does_not_turn(text: str) -> None:
    assert "yes" not in said(text)
