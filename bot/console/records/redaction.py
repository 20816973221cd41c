"""Takes out of a text what could tell who wrote it. Whoever uses the result reads it over first."""

from __future__ import annotations

import re
from typing import Final

_RULES: Final = (
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*"), "[email]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), "[address]"),
    (re.compile(r"(?<!\w)@\w{3,}"), "[name]"),
    (re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b"), "[date]"),
    (re.compile(r"(?<![\d/])\+?\d[\d\s().-]{6,}\d"), "[number]"),
    (re.compile(r"\b\d{5,}\b"), "[number]"),
    (
        re.compile(
            r"\b((?i:my name is|my name's|name is|mera naam|i am called|call me|naam)|"
            r"(?i:this is)(?= [A-Z]))\s+[\w'’-]+(?:\s+[A-Z][\w'’-]+)?"
        ),
        r"\1 [name]",
    ),
    (
        re.compile(r"\b(Dr|Mr|Mrs|Ms|Miss|Shri|Smt|Prof)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"),
        r"\1 [name]",
    ),
)
_CAPITAL: Final = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}\b")


def redacted(text: str, known: frozenset[str]) -> str:
    """The text without addresses, numbers and names. `known` words, in small letters, are none."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return _CAPITAL.sub(lambda found: found[0] if found[0].casefold() in known else "[name]", text)
