"""The list of English words: right ones stand in it, misspelt and Hindi ones do not."""

from __future__ import annotations

import pytest

from bot.language.text.english import common_words, english_words


@pytest.mark.parametrize("word", ["chest", "path", "sun", "the", "table"])
def test_common_words_are_known(word: str) -> None:
    assert word in common_words()
    assert word in english_words()


@pytest.mark.parametrize("word", ["chset", "dard", "peshab", "kamar", "hai", "mein"])
def test_misspelt_and_hindi_words_are_not(word: str) -> None:
    assert word not in english_words()


def test_a_rare_word_is_right_and_may_still_be_of_another_language() -> None:
    assert "marne" in english_words()
    assert "marne" not in common_words()
