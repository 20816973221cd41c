"""The words of plain answers, as the file of them holds them."""

from __future__ import annotations

import pytest

from tests.language.words import lexicon


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("No, I don't", ("no", ",", "i", "don't")),
        ("dont", ("don't",)),
        ("I do not know", ("i", "don't", "know")),
        ("nahin", ("nahi",)),
        ("", ()),
    ],
)
def test_words_come_in_the_one_spelling_of_the_lists(typed: str, read: tuple[str, ...]) -> None:
    assert lexicon().answers.words(typed) == read


def test_a_common_word_is_never_taken_for_a_misspelling() -> None:
    assert not lexicon().answers.common_words & lexicon().answers.spellings.keys()


def test_a_spelling_stands_for_words_that_are_no_spellings_themselves() -> None:
    assert not [typed for typed, meant in lexicon().answers.spellings.items() if typed in meant]


def test_nothing_that_agrees_denies() -> None:
    for phrase, kinds in lexicon().answers.phrases.items():
        assert not {"yes", "no"} <= kinds, phrase
        assert not {"no", "unsure"} <= kinds, phrase


def test_no_phrase_is_longer_than_the_longest() -> None:
    assert max(map(len, lexicon().answers.phrases)) == lexicon().answers.longest
