"""Two questions in one message, taken apart: "what is it and how much does it cost?"."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

_ENDS: Final = re.compile(r"(?<=[?!.।])\s+|\n+|;")
_JOINS: Final = re.compile(
    r"(?:,\s*|\s+)(?:and|also|plus|aur|और|ani|आणि|&)(?:\s+also)?\s+|,\s+", re.IGNORECASE
)
TERSE: Final = 7
"""Words; in so short a message two bare names may stand for two questions ("benefits and risks")."""


def sentences(text: str) -> list[str]:
    """What full stops and question marks part."""
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def halves(sentence: str, asking: Container[str]) -> list[tuple[str, str]]:
    """One sentence parted at each "and" or comma that a question follows.

    `asking` are the words by which questions begin.
    """
    found = []
    terse = len(sentence.split()) <= TERSE
    for join in _JOINS.finditer(sentence):
        first, second = sentence[: join.start()].strip(), sentence[join.end() :].strip()
        if first and second and (terse or _opens(second) in asking):
            found.append((first, second))
    return found[:2]


def _opens(question: str) -> str:
    """The word that a question begins with: "what" of "what's the cost"."""
    return question.split(maxsplit=1)[0].lower().replace("’", "'").removesuffix("'s")
