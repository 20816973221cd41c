"""What stands beside plain words: others, questions, vague words, and denials that hold the asked one."""

from __future__ import annotations

import pytest

from tests.language.words import plain


@pytest.mark.parametrize("text", ["papa takes it", "no. my sister has it", "he has", "his heart"])
def test_others_are_noticed(text: str) -> None:
    assert plain(text).others


@pytest.mark.parametrize("text", ["my mother and me", "myself and my wife", "my son and I", "no", "me"])
def test_whoever_is_among_others_speaks_of_themselves_too(text: str) -> None:
    assert not plain(text).others


@pytest.mark.parametrize(
    ("text", "asks"), [("no?", True), ("yes. is it safe?", True), ("?", True), ("no", False), ("no!", False)]
)
def test_a_question_mark_asks(text: str, asks: bool) -> None:
    assert plain(text).asks is asks


@pytest.mark.parametrize(
    "text", ["why?", "why do you ask", "ok, why do you ask", "well why", "no. kyun", "um why that matters"]
)
def test_a_message_that_begins_with_why_asks_for_the_reason(text: str) -> None:
    assert plain(text).why


@pytest.mark.parametrize("text", ["I know why", "no", "ok", "", "what do you mean"])
def test_why_in_the_middle_asks_for_nothing(text: str) -> None:
    assert not plain(text).why


@pytest.mark.parametrize("text", ["what do you mean?", "I don't understand", "no. pardon", "kya"])
def test_a_wish_to_hear_it_again_is_noticed(text: str) -> None:
    assert plain(text).repeat


@pytest.mark.parametrize("text", ["sorry, no", "thanks", "wait", "no thank you doctor", "no"])
def test_polite_words_ask_for_nothing_again(text: str) -> None:
    assert not plain(text).repeat


@pytest.mark.parametrize(
    ("text", "vague"), [("ok", True), ("yes. fine", True), ("hmm ok", True), ("no", False), ("yes", False)]
)
def test_vague_words_are_noticed(text: str, vague: bool) -> None:
    assert plain(text).vague is vague


@pytest.mark.parametrize(
    "text",
    [
        "papa has it, not me",
        "my wife does, I don't",
        "she takes it, I don't have it",
        "my sister yes, not in my case",
        "mummy ko hai, mujhe nahi",
        "my brother but really not me",
    ],
)
def test_not_me_at_the_end_of_a_clause_is_noticed(text: str) -> None:
    assert plain(text).not_me


@pytest.mark.parametrize(
    "text", ["papa has it", "no", "not my thing", "I don't know", "not me alone, my papa too"]
)
def test_without_it_nothing_is_put_on_somebody_else(text: str) -> None:
    assert not plain(text).not_me


@pytest.mark.parametrize(
    "text",
    [
        "I take no tablets",
        "no tablets",
        "well I take no tablets",
        "really I don't take any tablets",
        "no. I am not on any medication",
        "koi dawai nahi leta",
        "no I take no tablets",
    ],
)
def test_a_wider_denial_holds_the_asked_one(text: str) -> None:
    assert plain(text, question="blood_thinners").entailed


@pytest.mark.parametrize(
    "text",
    [
        "no tablets for sugar",
        "at night no tablets",
        "no tablets today",
        "tablets",
        "well so actually no tablets",
        "yes so I really do take no tablets",
        "no",
        "no tablets except ecosprin",
    ],
)
def test_a_denial_with_anything_else_beside_it_denies_no_more_than_it_says(text: str) -> None:
    found = plain(text, question="blood_thinners")
    assert not found.entailed or found.but


def test_a_no_to_what_was_asked_is_one_only_when_that_was_asked() -> None:
    assert plain("no infection", question="ear_infection").said == ("no",)
    assert plain("no infection", question="eye_condition").said == ()


def test_a_wider_denial_is_one_of_the_asked_question_only() -> None:
    assert not plain("I take no tablets", question="pregnancy").entailed
    assert not plain("I take no tablets").entailed
    assert plain("nothing wrong with my bones", question="osteoporosis").entailed


def test_words_like_tablets_in_a_wider_denial_take_nothing_back() -> None:
    assert not plain("no, no medicines at all, no tablets", question="blood_thinners").but
    assert plain("no tablets, only drops", question="blood_thinners").but
    assert plain("I take no tablets, but drops sometimes", question="blood_thinners").but
