"""An answer inside a story, or with a question behind it, is taken out and never made clearer than it is."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Intent, Interpretation, Mention
from tests.language.words import conditions, narrowed


def texts(text: str, intent: Intent = "tell") -> list[str]:
    """The smaller messages that a message holds, with the conditions that it names."""
    return [
        small.text for small in narrowed(Interpretation(text, intent, mentions=conditions().mentions(text)))
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("I asked around, but no, I never had it", "no, I never had it"),
        ("my chemist keeps asking but yes I take one", "yes I take one"),
        ("People ask me that a lot BUT NEVER had it", "NEVER had it"),
        ("it is a funny one\nbut nope, nothing of it", "nope, nothing of it"),
        ("log poochte hain but nahi aisa kuch nahi", "nahi aisa kuch nahi"),
        ("the nurse wondered, but haan mujhe hai", "haan mujhe hai"),
    ],
)
def test_an_answer_behind_a_story_is_taken_out(text: str, answer: str) -> None:
    assert texts(text) == [answer]


@pytest.mark.parametrize(
    "text",
    [
        "no, I never had it",
        "I asked around",
        "yes I had it once, but no, not now",
        "I don't know it, but no, I never looked",
        "I think I had it, but no, it is gone now",
        "I asked around, but nobody had it",
        "I asked around, but no",
    ],
)
def test_a_story_that_answers_or_doubts_is_not_cut_off(text: str) -> None:
    assert texts(text) == []


def test_a_condition_named_in_the_story_keeps_the_message_whole() -> None:
    assert texts("the eye clinic looked for glaucoma, but no, I never had it") == []
    assert texts("glaucoma was feared at the camp, but no, I never had glaucoma") == []


def test_a_condition_named_in_the_answer_is_found_there_again() -> None:
    text = "they asked at the camp, but no, I never had glaucoma"
    mentions = conditions().mentions(text)
    (small,) = narrowed(Interpretation(text, "tell", mentions=mentions))
    (mention,) = small.mentions
    assert small.text[mention.start : mention.end] == "glaucoma"
    assert (mention.question, mention.status) == ("eye_condition", mentions[0].status)


def test_what_else_was_understood_stays_with_a_story() -> None:
    text = "I asked around, but no, I never had it"
    (small,) = narrowed(Interpretation(text, "out_of_scope", subject="your mother", topics=("cost",)))
    assert small == Interpretation(
        "no, I never had it", "out_of_scope", subject="your mother", topics=("cost",)
    )


def test_a_condition_that_begins_the_answer_belongs_to_it() -> None:
    text = "I asked around, but no glaucoma there"
    at = text.index("no")
    mention = Mention("eye_condition", "no glaucoma", at, at + 11, "denied", "condition")
    (small,) = narrowed(Interpretation(text, "tell", mentions=(mention,)))
    assert [(m.start, m.end) for m in small.mentions] == [(0, 11)]


@pytest.mark.parametrize("intent", ["topic", "medical", "why"])
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("No. How much does it cost?", "No"),
        ("yes, is it painful?", "yes"),
        ("no not me! what does it cost?", "no not me"),
        ("  nope.  where is the clinic?  ", "nope"),
    ],
)
def test_an_answer_before_a_question_is_taken_out(intent: Intent, text: str, answer: str) -> None:
    assert texts(text, intent) == [answer]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("No. How much does it cost?", "tell"),
        ("No. How much does it cost?", "stop"),
        ("No. How much does it cost?", "out_of_scope"),
        ("No. How much does it cost", "topic"),
        ("How much does it cost?", "topic"),
        ("No. It hurts me. How much does it cost?", "topic"),
        ("I have never had any of those. What does it cost?", "topic"),
        ("No. Why no sugar?", "topic"),
        ("No. Is it what I think?", "topic"),
        ("No. Is it safe with glaucoma?", "medical"),
    ],
)
def test_a_question_that_may_be_about_the_answer_keeps_the_message_whole(text: str, intent: Intent) -> None:
    assert texts(text, intent) == []


def test_an_answer_before_a_question_is_no_question_any_more() -> None:
    asked = Interpretation("No. How much does it cost?", "topic", topics=("cost",), subject="your mother")
    assert list(narrowed(asked)) == [Interpretation("No", "tell", subject="your mother")]
