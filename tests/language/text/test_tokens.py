"""A message as words: each in one spelling, each with its place in what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.text.tokens import Token, tokens, unstretched


def texts(text: str, **spellings: list[str]) -> list[str]:
    return [token.text for token in tokens(text, spellings)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("No, never", ["no", ",", "never"]),
        ("it's my 2nd 3.5 kg", ["it", "is", "my", "2", "nd", "3.5", "kg"]),
        ("no - never", ["no", "-", "never"]),
        ("anti-platelet", ["anti", "platelet"]),
        ("no (none)", ["no", "(", "none", ")"]),
        ("no?! ok...", ["no", "?!", "ok", "..."]),
        ("no\nnever", ["no", "\n", "never"]),
        ("l4 and B12", ["l4", "and", "b12"]),
        ('"no"', ["no"]),
        ("पता नहीं", ["पता", "नहि"]),
    ],
)
def test_a_message_falls_into_words_and_marks(text: str, words: list[str]) -> None:
    assert texts(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm", ["i", "am"]),
        ("I've you're they'll she'd", ["i", "have", "you", "are", "they", "will", "she", "would"]),
        ("I’m", ["i", "am"]),
        ("don't can’t isn`t", ["don't", "can't", "isn't"]),
        ("he's it's what's", ["he", "is", "it", "is", "what", "is"]),
        ("mother's heart", ["mother", "'s", "heart"]),
        ("'s", ["'s"]),
        ("everything's fine", ["everything", "is", "fine"]),
    ],
)
def test_short_forms_are_written_out(text: str, words: list[str]) -> None:
    assert texts(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I do not", ["i", "don't"]),
        ("can not will not", ["can't", "won't"]),
        ("am not", ["am", "not"]),
        ("not", ["not"]),
        ("not do", ["not", "do"]),
        ("it has not, no", ["it", "hasn't", ",", "no"]),
        ("do, not", ["do", ",", "not"]),
        ("do do not not", ["do", "don't", "not"]),
    ],
)
def test_a_not_joins_the_verb_before_it(text: str, words: list[str]) -> None:
    assert texts(text) == words


def test_a_joined_not_spans_both_words() -> None:
    assert tokens("I do  not") == [Token("i", 0, 1), Token("don't", 2, 9)]


def test_every_word_keeps_its_place() -> None:
    text = "Well, I'm FINE."
    found = tokens(text)
    assert [(token.text, text[token.start : token.end]) for token in found] == [
        ("well", "Well"),
        (",", ","),
        ("i", "I'm"),
        ("am", "I'm"),
        ("fine", "FINE"),
        (".", "."),
    ]


def test_letters_that_grow_when_made_small_move_no_word() -> None:
    assert len("İ".lower()) > 1
    text = "İ DON’T SMOKE"
    smoke = tokens(text)[-1]
    assert (smoke.text, text[smoke.start : smoke.end]) == ("smoke", "SMOKE")
    assert "don't" in texts(text)


@given(st.text(max_size=60))
def test_no_word_lies_outside_the_message(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@pytest.mark.parametrize(
    ("typed", "short"),
    [("nooooo", "noo"), ("nooo", "noo"), ("noo", "noo"), ("yeeesss", "yeess"), ("1000", "1000")],
)
def test_a_stretched_word_is_shortened(typed: str, short: str) -> None:
    assert unstretched(typed) == short


def test_spellings_are_replaced_by_what_they_stand_for() -> None:
    assert texts("dunno lol", dunno=["don't", "know"]) == ["don't", "know", "lol"]
    assert texts("DUNNO", dunno=["don't", "know"]) == ["don't", "know"]
    assert texts("dunno") == ["dunno"]
    assert [token.text for token in tokens("dunno")] == ["dunno"]


def test_a_spelling_counts_before_the_short_forms_and_the_stretched_ones() -> None:
    assert texts("noooo", noo=["no"]) == ["no"]
    assert texts("nno", no=["no"]) == ["no"]
    assert texts("ddunnno", dunno=["wrong"], duno=["right"]) == ["right"]
    assert texts("nno") == ["nno"]
    assert texts("ii'm", **{"ii'm": ["me"]}) == ["me"]


def test_words_from_a_spelling_take_part_in_what_follows() -> None:
    assert texts("dnt nott", nott=["not"]) == ["dnt", "not"]
    assert texts("do nott", nott=["not"]) == ["don't"]
    assert texts("thats 's", thats=["that"]) == ["that", "is"]


@pytest.mark.parametrize(
    ("mark", "ends"), [(".", True), ("?!", True), ("।", True), ("\n", True), (",", False)]
)
def test_a_token_knows_whether_it_ends_a_sentence(mark: str, ends: bool) -> None:
    (token,) = tokens(mark)
    assert token.ends_sentence is ends
    assert not token.is_word


def test_a_token_knows_whether_it_is_a_word() -> None:
    assert [token.is_word for token in tokens("no, 5 नहीं")] == [True, False, True, True]
