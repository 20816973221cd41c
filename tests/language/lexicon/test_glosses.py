"""What words of Hindi and Marathi mean in English."""

from __future__ import annotations

import pytest

from bot.language.lexicon.glosses import Glosses
from bot.language.text.latin import latin
from tests.language.words import lexicon

SMALL = Glosses(
    {"blood": ["khoon", "rakt*"], "blood pressure": ["raktachap*"], "bad": ["vaait"], "day": ["din"]}
)
ENGLISH = frozenset({"wait", "din"})


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("khoon", "blood"),
        ("khun", "blood"),
        ("raktacha", "blood"),
        ("raktachaap", "blood pressure"),
        ("rak", None),
        ("khoonkhar", None),
        ("vait", "bad"),
    ],
)
def test_a_word_is_found_by_its_sound_and_by_its_longest_beginning(word: str, meaning: str | None) -> None:
    assert SMALL.of(word, ENGLISH) == meaning


def test_an_english_word_means_itself_unless_it_is_listed_as_it_stands() -> None:
    assert SMALL.of("wait", ENGLISH) is None
    assert SMALL.of("din", ENGLISH) == "day"


def test_both_scripts_mean_the_same() -> None:
    glosses = lexicon().glosses
    for latin_letters, devanagari in (("netron", "नेत्रों"), ("dolyanvar", "डोळ्यांवर"), ("raktadab", "रक्तदाब")):
        assert glosses.of(latin_letters, ()) == glosses.of(latin(devanagari), ()) is not None
