"""Which earlier answer a typed message wants changed, and to what."""

from __future__ import annotations

from typing import Any

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Correction, Interpretation, Kind, Mention, Status
from bot.domain.names import QUESTIONS
from bot.domain.screening import Screening
from bot.language.context.corrections import find, told_otherwise
from bot.language.context.unheard import own_words
from tests.screening.screenings import EYES, HEART, THINNERS, asking, finished


def mention(question: str, status: Status = "present", kind: Kind = "condition") -> Mention:
    return Mention(question, "it", 0, 2, status, kind)


def found(
    knowledge: Knowledge,
    text: str,
    *mentions: Mention,
    here: Screening | None = None,
    intent: Any = "not_understood",
) -> Correction | None:
    heard = Interpretation(text, intent, mentions=mentions)
    return find(heard, here or asking(QUESTIONS[5], last_answered=EYES), knowledge.checklist)


@pytest.mark.parametrize(
    "text",
    [
        "change answer 3",
        "change question 3",
        "change question no. 3",
        "I want to edit q3",
        "fix number 3 please",
        "answer #3 is wrong",
        "undo #3",
        "correct the third answer",
        "the 3rd question was wrong",
        "go back to the third question",
        "I answered wrongly, the third one",
        "mistake in ans, question 3",
    ],
)
def test_an_answer_is_found_by_its_number(knowledge: Knowledge, text: str) -> None:
    assert found(knowledge, text) == Correction(EYES)


@pytest.mark.parametrize(("number", "question"), list(enumerate(QUESTIONS, 1)))
def test_every_number_is_its_question(knowledge: Knowledge, number: int, question: str) -> None:
    assert found(knowledge, f"change answer {number}", here=finished()) == Correction(question)
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    text = f"change the {words[number - 1]} answer"
    assert found(knowledge, text, here=finished()) == Correction(question)


@pytest.mark.parametrize("text", ["change answer 0", "change answer 11", "change the 11th answer"])
def test_a_number_that_no_question_has_is_none(knowledge: Knowledge, text: str) -> None:
    assert found(knowledge, text, intent="correct") == Correction(None)


def test_an_answer_is_found_by_what_was_named_and_asked_again(knowledge: Knowledge) -> None:
    assert found(knowledge, "change that", mention(EYES)) == Correction(EYES)
    both = (mention(QUESTIONS[8]), mention(THINNERS, "denied"))
    assert found(knowledge, "change that", *both) == Correction(THINNERS), "the one that was answered"
    assert found(knowledge, "change that", mention(QUESTIONS[8])) == Correction(QUESTIONS[8])


@pytest.mark.parametrize(
    "text",
    [
        "edit the one about eye problems",
        "can you fix the eyes part",
        "my answer on eye disease was wrong",
        "I want to undo what I said for the eyes",
        "eyes wala jawab badalna",
        "galat, aankh wala",
    ],
)
def test_naming_what_to_change_is_no_new_answer(knowledge: Knowledge, text: str) -> None:
    assert found(knowledge, text, mention(EYES)) == Correction(EYES)


@pytest.mark.parametrize(
    ("text", "status", "answer"),
    [
        ("change that, I do have it", "present", "yes"),
        ("please correct my answer, I've had it since May", "present", "yes"),
        ("mistake, I never had that", "denied", "no"),
        ("galat, mujhe hai", "present", "yes"),
        ("galat bola, mala nahi", "denied", "no"),
    ],
)
def test_a_wish_that_also_says_how_it_is_has_its_new_answer(
    knowledge: Knowledge, text: str, status: Status, answer: Any
) -> None:
    assert found(knowledge, text, mention(EYES, status)) == Correction(EYES, answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 yes", Correction(THINNERS, "yes")),
        ("2. no", Correction(THINNERS, "no")),
        ("3: no", Correction(EYES, "no")),
        ("q3 = yes", Correction(EYES, "yes")),
        ("answer 1 is yes", Correction(HEART, "yes")),
        ("number 2 - nahi", Correction(THINNERS, "no")),
        ("1) haan", Correction(HEART, "yes")),
        ("3 ho", Correction(EYES, "yes")),
        ("11 yes", None),
        ("0 no", None),
        ("yes 2", None),
        ("2 yes men told me", None),
    ],
)
def test_a_number_and_an_answer_correct_the_question_with_that_number(
    knowledge: Knowledge, text: str, expected: Correction | None
) -> None:
    assert found(knowledge, text) == expected


@pytest.mark.parametrize("text", ["डोळ्यांचं उत्तर चुकलं", "मला डोळ्याचे उत्तर बदलायचं आहे"])
def test_an_answer_is_found_by_a_word_of_its_question_in_devanagari(knowledge: Knowledge, text: str) -> None:
    own = own_words(knowledge.checklist.questions, knowledge.lay_words)
    heard = Interpretation(text, "correct")
    assert find(heard, finished(), knowledge.checklist, own) == Correction(EYES)


def test_an_answer_is_found_by_its_label(knowledge: Knowledge) -> None:
    assert found(knowledge, "please change the eye answer") == Correction(EYES)
    assert found(knowledge, "please change the thinner answer") == Correction(THINNERS)
    unanswered = found(knowledge, "please change the obesity answer", intent="correct")
    assert unanswered == Correction(None), "it was not answered yet"
    assert found(knowledge, "change the blood and or medicine answer", intent="correct") == Correction(None)


@pytest.mark.parametrize("text", ["change my last answer", "go back", "undo the previous one"])
def test_the_last_answer_is_found_by_its_place(knowledge: Knowledge, text: str) -> None:
    assert found(knowledge, text) == Correction(EYES)


def test_a_wish_to_change_something_without_saying_what(knowledge: Knowledge) -> None:
    assert found(knowledge, "I made a mistake", intent="correct") == Correction(None)
    assert found(knowledge, "I made a mistake") is None
    assert found(knowledge, "hm", intent="correct") is None


def test_what_is_said_of_the_asked_question_is_an_answer(knowledge: Knowledge) -> None:
    assert found(knowledge, "change answer 3", here=asking(EYES)) is None
    assert found(knowledge, "change answer 3", here=asking(EYES, state="paused")) == Correction(EYES)


def test_the_same_wish_once_more_is_no_reply_to_the_question_asked_again(knowledge: Knowledge) -> None:
    again = asking(EYES, retaking=EYES, answers={EYES: "yes"})
    assert found(knowledge, "change answer 3 to no", here=again) == Correction(EYES, "no")
    assert found(knowledge, "no, I pressed the wrong button before", here=again) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("change answer 1 to yes", "yes"),
        ("change answer 1 to a yes", "yes"),
        ("change answer 1 to no", "no"),
        ("answer 1 should be nahi", "no"),
        ("answer 1 should have been haan", "yes"),
        ("change answer 1 to not sure", "unsure"),
        ("change answer 1 to don't know", "unsure"),
        ("change answer 1 to don’t know", "unsure"),
        ("CHANGE ANSWER 1 TO YES", "yes"),
        ("change answer 1", None),
        ("change answer 1 today", None),
    ],
)
def test_what_it_should_be_is_read_from_the_words(knowledge: Knowledge, text: str, answer: Any) -> None:
    assert found(knowledge, text) == Correction(HEART, answer)


@pytest.mark.parametrize(
    ("status", "kind", "answer"),
    [
        ("present", "condition", "yes"),
        ("present", "example", "yes"),
        ("uncertain", "part", "unsure"),
        ("denied", "condition", "no"),
        ("denied", "example", None),
        ("denied", "part", None),
        ("denied", "medicine", None),
        ("historical", "condition", None),
        ("other_person", "condition", None),
        ("asked", "condition", None),
    ],
)
def test_denying_one_part_or_one_example_says_nothing_of_the_whole(
    knowledge: Knowledge, status: Status, kind: Kind, answer: Any
) -> None:
    said = mention(EYES, status, kind)
    assert found(knowledge, "change that, it is as I've said", said) == Correction(EYES, answer)
    of_another = found(knowledge, "change answer 1", mention(EYES))
    assert of_another == Correction(HEART), "what was named belongs to another question"


# ---- told otherwise, without a word of changing: all its facts are read (rule 4) ----


def otherwise(text: str, *mentions: Mention, here: Screening | None = None) -> bool:
    heard = Interpretation(text, "not_understood", mentions=mentions)
    return told_otherwise(heard, here or asking(QUESTIONS[5], last_answered=EYES))


@pytest.mark.parametrize(
    "text", ["wait, I do have it", "actually I have it", "sorry, earlier I forgot", "oh I meant it"]
)
def test_a_word_of_hesitation_and_a_fact_that_differs_tells_it_otherwise(
    knowledge: Knowledge, text: str
) -> None:
    assert otherwise(text, mention(EYES))
    assert otherwise(text, mention(QUESTIONS[8]), mention(EYES)), "one of several is enough"
    assert found(knowledge, text, mention(EYES)) is None, "it is told, and no single answer is picked"


def test_without_such_a_word_it_is_none() -> None:
    assert not otherwise("I have it", mention(EYES))
    assert not otherwise("wait")


def test_what_was_answered_so_is_not_told_otherwise() -> None:
    assert not otherwise("wait, I do not have it", mention(EYES, "denied"))


def test_what_was_not_answered_is_not_told_otherwise() -> None:
    assert not otherwise("wait, I have it", mention(QUESTIONS[8]))


def test_a_denied_example_takes_no_yes_back() -> None:
    here = finished(eye_condition="yes")
    assert not otherwise("wait, no glaucoma", mention(EYES, "denied", "example"), here=here)
    assert otherwise("wait, no", mention(EYES, "denied"), here=here)


def test_a_fact_about_the_asked_question_is_an_answer() -> None:
    here = asking(EYES, answers={EYES: "yes", HEART: "no"}, retaking=EYES)
    assert otherwise("wait, no", mention(EYES, "denied"), mention(HEART), here=here)
    assert not otherwise("wait, no", mention(EYES, "denied"), here=here)
