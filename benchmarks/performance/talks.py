"""The conversations: the same words to both assistants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ASIDE: Final = "what are the risks"
"""A question about a topic, which both answer at any time."""


@dataclass(frozen=True)
class Talk:
    """What a person types, one message a turn, and whether it must end with the booking link."""

    lines: tuple[str, ...]
    link: bool


def _talk(*answers: str, aside_after: int | None = None) -> Talk:
    lines = ["can i try inversion therapy", "yes", *answers]
    if aside_after is not None:
        lines.insert(2 + aside_after, ASIDE)
    return Talk(tuple(lines), all(answer.startswith("no") and answer != "not sure" for answer in answers))


_NO: Final = ("no", "nope", "no", "no i don't", "no", "no", "nope", "no", "no", "no")

TALKS: Final = (
    _talk(*_NO),
    _talk(*_NO, aside_after=4),
    _talk("no", "yes", *_NO[2:]),
    _talk(*_NO[:5], "not sure", *_NO[6:]),
)
