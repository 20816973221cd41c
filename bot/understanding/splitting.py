"""Two questions in one message, taken apart: "what is it and how much does it cost?"."""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = re.compile(r"(?<=[?!.।])\s+|\n+|;")
_JOINS: Final = re.compile(r"(?:,\s*|\s+)(?:and|also|plus|aur|&)(?:\s+also)?\s+|,\s+", re.IGNORECASE)
SHORTEST: Final = 2
"""Words; fewer are no question of their own."""


def sentences(text: str) -> list[str]:
    """What full stops and question marks part."""
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def halves(sentence: str) -> list[tuple[str, str]]:
    """Every way of parting one sentence at an "and" or a comma."""
    found = []
    for join in _JOINS.finditer(sentence):
        first, second = sentence[: join.start()].strip(), sentence[join.end() :].strip()
        if first and second:
            found.append((first, second))
    return found
