"""Hindi and Marathi in one spelling, whichever letters they are typed in."""

from __future__ import annotations

import unicodedata

import pytest

from bot.language.text.latin import by_sound, latin, skeleton


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("आँखों", "aankhon"),
        ("दर्द", "dard"),
        ("लटकने", "latakne"),
        ("समझाइए", "samjhaaie"),
        ("क्या", "kyaa"),
        ("मैं", "main"),
        ("डोळ्यांवर", "dolyaanvar"),
        ("रक्तदाब", "raktadaab"),
        ("इन्वर्जन", "invarjan"),
        ("न", "na"),
        ("२१", "21"),
        ("2वीं", "2veen"),
    ],
)
def test_devanagari_is_read_as_it_is_typed_in_latin_letters(typed: str, read: str) -> None:
    assert latin(typed) == read


def test_a_letter_composed_or_not_is_the_same_letter() -> None:
    assert latin(unicodedata.normalize("NFC", "वज़न")) == latin(unicodedata.normalize("NFD", "वज़न")) == "vajan"


@pytest.mark.parametrize("word", ["inversion", "b12", "naïve", "?", ""])
def test_what_is_not_devanagari_stands_as_it_is(word: str) -> None:
    assert latin(word) == word


@pytest.mark.parametrize("sign", ["ा", "ं", "्", "़"])
def test_a_sign_without_its_letter_is_no_fault(sign: str) -> None:
    assert latin(sign) in ("", sign)


@pytest.mark.parametrize(
    "spellings",
    [
        ("theek", "thik", "thiik"),
        ("aankh", "ankh", "आँख"),
        ("wajan", "vajan", "wazan", "वज़न"),
        ("fayda", "phayda", "faayda", "फायदा"),
    ],
)
def test_spellings_that_sound_alike_are_one(spellings: tuple[str, ...]) -> None:
    assert len({by_sound(latin(word)) for word in spellings}) == 1


def test_the_skeleton_of_a_long_word_leaves_out_its_vowels() -> None:
    assert skeleton("latakne") == skeleton("latkane") == "ltkn"
    assert skeleton("kan") == "kan"
