"""Whom the check is for, in both scripts."""

from __future__ import annotations

import pytest

from bot.language.conditions.subject import SubjectReader
from tests.language.words import lexicon


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("यह चेक मेरी मां के लिए है", "your mother"),
        ("ही तपासणी माझ्या आईसाठी आहे", "your mother"),
        ("वडिलांसाठी विचारतोय", "your father"),
        ("पत्नी के लिए चेक करना है", "your wife"),
        ("माझ्या बायकोसाठी", "your wife"),
        ("mummy ke liye hai", "your mother"),
        ("मेरे लिए", "you"),
        ("माझ्यासाठी", "you"),
        ("पीठ दर्द के लिए अच्छा है क्या", None),
        ("पाठीसाठी चांगलं आहे का", None),
    ],
)
def test_whom_it_is_for_is_heard_in_both_scripts(text: str, subject: str | None) -> None:
    assert SubjectReader(lexicon()).subject(text) == subject
