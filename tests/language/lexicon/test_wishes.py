"""Phrases of wishes in a text, and what stands beside them."""

from __future__ import annotations

from functools import cache

import pytest

from bot.content.knowledge import Knowledge
from bot.content.wishes import WishPhrases
from bot.language.lexicon.wishes import COMPLAINT, HEALTH, SMALL_TALK, Wishes, WishReader

PHRASES = WishPhrases(
    skip=("please", "the"),
    beside=("i", "want"),
    wishes={"leave": ("go home", "[stop|halt] (it|this)"), "sing": ("sing .. song",)},
    repairs={"hat": ("hat~",)},
    complaint=("cold [feet|hands]",),
    ache=("hands",),
    small_talk=("hello", "good day"),
    health=("feet|hands|fever",),
)


@cache
def reader() -> WishReader:
    return WishReader(PHRASES)


def read(text: str) -> Wishes:
    return reader().read(text)


def test_a_text_holds_the_groups_whose_phrases_it_says() -> None:
    found = read("Hello, please GO the home. He has hats")
    assert "leave" in found
    assert SMALL_TALK in found
    assert "hat" in found
    assert "sing" not in found
    assert "leave" not in read("go. home"), "no phrase crosses the end of a clause"


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("stop", 0),
        ("stop it", 0),
        ("stop the car", 1),
        ("please stop", 0),
        ("I want the hello stop", 0),
        ("now stop", 1),
        ("stop now quickly friend", 3),
    ],
)
def test_small_words_beside_a_phrase_do_not_count(text: str, beside: int) -> None:
    assert read(text).covers("leave", but=beside)
    assert not read(text).covers("leave", but=beside - 1)


def test_what_is_not_there_covers_nothing() -> None:
    assert not read("please").covers("leave", but=9)
    assert not read("").covers("leave", but=9)


def test_a_phrase_stands_outside_of_others_only_where_it_shares_no_word_with_them() -> None:
    assert not read("cold feet").stands_outside(HEALTH, COMPLAINT)
    assert read("cold feet and fever").stands_outside(HEALTH, COMPLAINT)
    assert read("cold feet").stands_outside(HEALTH)
    assert not read("warm").stands_outside(HEALTH)


def test_the_clinics_own_phrases_are_read(knowledge: Knowledge) -> None:
    own = WishReader(knowledge.wishes)
    assert {*knowledge.wishes.wishes} >= {"stop", "start_over", "erase", "back", "agree", "mine", "language"}
    assert "erase" in own.read("kindly delete all my data")


def test_a_word_of_the_ordinary_complaint_tells_nothing_more() -> None:
    assert not reader().speaks_beyond(read("my hands"))
    assert not reader().speaks_beyond(read("cold feet"))
    assert reader().speaks_beyond(read("my hands and a fever"))
