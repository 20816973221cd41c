"""What a message comes to as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.names import Answer

Sense = Literal[
    "answer",        # `answer` holds it
    "part_denied",   # one part of a two-part question was denied; `part` is the one still open
    "confirm",       # something near the question was told and needs a plain yes or no
    "aside",         # not about the question: a topic, why, stop, repeat, thanks ...
    "unclear",       # meant as an answer, perhaps, but it cannot be read
]  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """An answer to a question, with the person's words. `sure` is False when it must be confirmed.

    `stated` is True when it comes from a value that was told, which a tapped No does not override.
    """

    question: str
    answer: Answer
    said: str
    sure: bool = True
    stated: bool = False


@dataclass(frozen=True)
class Reading:
    """What a message came to. `facts` are about questions other than the asked one."""

    sense: Sense
    answer: Answer | None = None
    part: str | None = None
    facts: tuple[Fact, ...] = ()
    repair: str | None = None
    """What of a reply that is no answer yet was understood: `leaning_no`, `past`, `bmi:29.8` ...
    (wording.yml)."""
    stated: bool = False
    """The answer comes from a value that was told, which a tapped No does not override."""


YES, NO, UNSURE, DECLINED = (Reading("answer", answer) for answer in ("yes", "no", "unsure", "declined"))
CONFIRM, ASIDE, UNCLEAR = Reading("confirm"), Reading("aside"), Reading("unclear")
