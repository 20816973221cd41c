"""A word of Hindi or Marathi is met however it is spelled, and its neighbours are not."""

from __future__ import annotations

import pytest

from bot.language.text.sounds import heard, is_devanagari, typed, without_a


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("पेशाब", "peshab peshaab pesab"),
        ("दर्द", "dard darad drd"),
        ("सीने", "seene sine"),
        ("छाती", "chhati chaati chati"),
        ("छातीत", "chhatit chatit"),
        ("दुखतंय", "dukhtay dukhtey"),
        ("गई", "gai gayi"),
        ("गए", "gaye gae"),
        ("नहीं", "nahi nahin nhi nahee"),
        ("पैरों", "pairon pairo"),
        ("सुन्न", "sunn sun"),
        ("ज़हर", "zahar jahar"),
        ("आत्महत्या", "aatmahatya atmahatya"),
        ("फाँसी", "fansi phansi faansi"),
        ("चक्कर", "chakkar chakar"),
        ("इच्छा", "ichha iccha"),
        ("मैं", "main mai mein"),
        ("जाए", "jaye jaaye jae"),
        ("रक्त", "rakta rakt"),
        ("झाला", "zala jhala"),
    ],
)
def test_every_way_to_type_a_word_in_latin_letters_is_heard(word: str, latin: str) -> None:
    key = without_a(typed(word))
    assert all(key in heard(way) for way in latin.split())


@pytest.mark.parametrize(
    ("word", "other"),
    [("मर", "मार"), ("कल", "काला"), ("कल", "कळ"), ("दर", "डर"), ("उचल", "उछल"), ("छत", "छात")],
)
def test_what_devanagari_tells_apart_stays_apart(word: str, other: str) -> None:
    assert typed(word) != typed(other)


@pytest.mark.parametrize(
    ("word", "same"),
    [("दुखतंय", "दुखतेय"), ("गयी", "गई"), ("नहीं", "नही"), ("कमज़ोर", "कमजोर"), ("किडनी", "कीडनी")],
)
def test_two_spellings_in_devanagari_are_one(word: str, same: str) -> None:
    assert typed(word) == typed(same)


def test_the_last_long_a_is_typed_and_counts() -> None:
    assert without_a(typed("काला")) in heard("kala")
    assert without_a(typed("काला")) not in heard("kal")


def test_only_words_all_in_devanagari_are_of_it() -> None:
    assert is_devanagari("दर्द")
    assert not is_devanagari("dard")
    assert not is_devanagari("दर्दx")
