"""What a person typed, before anything reads it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.cleaning import clean, is_visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("no\x00pe", "nope"),
        ("a\ud800b\udfffc", "abc"),
        ("\u202eon\u202c \u2066x\u2069\u200e\u200f\u061c", "on x"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour"),
        ("chest\x0bpain\x0cnow\u2028or\x85later", "chest\npain\nnow\nor\nlater"),
        ("\x1b[31mred\x7f", "[31mred"),
        (" as it is ", " as it is "),
        ("👩\u200d⚕️ हाँ क्\u200dष", "👩\u200d⚕️ हाँ क्\u200dष"),
        ("/restart", "/restart"),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(st.characters(codec=None), max_size=200))
def test_cleaning_leaves_nothing_that_harms_and_changes_nothing_twice(typed: str) -> None:
    text = clean(typed)
    assert clean(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode("utf-8").decode("utf-8") == text
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not [c for c in text if unicodedata.bidirectional(c) in bidi]
    assert not [c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\t"]


@pytest.mark.parametrize("text", ["a", "?", "👍", "हाँ", " . ", "\u200bx"])
def test_visible(text: str) -> None:
    assert is_visible(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u00a0\u3000", "\u200b\u200d\ufeff", "\u3164\u2800", "\u0301", "\ue000"]
)
def test_not_visible(text: str) -> None:
    assert not is_visible(text)
