"""Devanagari in one spelling, however it was typed."""

from __future__ import annotations

import pytest

from bot.language.text.devanagari import folded, folded_words


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("नहीं", "नही"),
        ("हाँ", "हां"),
        ("आँख", "आंख"),
        ("कमज़ोर", "कमजोर"),
        ("क\u093cलम", "\u0958लम"),
        ("इन्फेक्शन", "इंफेक्शन"),
        ("बीपी", "बिपि"),
        ("डॉक्टर", "डाक्टर"),
        ("अ\u200dॅटॅक", "ॲटॅक"),
        ("मला\u200c", "मला"),
    ],
)
def test_spellings_of_one_word_come_out_alike(typed: str, same: str) -> None:
    assert folded(typed) == folded(same)


@pytest.mark.parametrize(("one", "other"), [("नाही", "नहीं"), ("हो", "हा"), ("दिल", "दाल"), ("मी", "मे")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("word", ["nahi", "i'm", "120/80", ""])
def test_other_scripts_stay_as_they_are(word: str) -> None:
    assert folded(word) == word


def test_a_list_is_folded_word_by_word() -> None:
    assert folded_words(["नहीं", "नही", "no"]) == {folded("नहीं"), "no"}
