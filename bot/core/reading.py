"""Reading an answer: what a message says about the asked question, and about the others.

Pure: the asked question and the understood message in, a `Reading` out. Only an explicit `no` to
the asked question, or an explicit denial of that condition, reads as `no` (contract, rule 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.knowledge import Checklist
from bot.core.names import Answer
from bot.core.understood import Understood

Sense = Literal[
    "answer",        # `answer` holds it
    "part_denied",   # one part of a two-part question was denied; `part` is the one still open
    "confirm",       # something near the question was told and needs a plain yes or no
    "aside",         # not about the question: a topic, why, stop, repeat, thanks ...
    "unclear",       # meant as an answer, perhaps, but it cannot be read
]  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """An answer to a question, with the person's words. `sure` is False when it must be confirmed."""

    question: str
    answer: Answer
    said: str
    sure: bool = True


@dataclass(frozen=True)
class Reading:
    """What a message came to. `facts` are about questions other than the asked one."""

    sense: Sense
    answer: Answer | None = None
    part: str | None = None
    facts: tuple[Fact, ...] = ()


def read(
    asked: str | None,
    understood: Understood,
    checklist: Checklist,
    *,
    part: str | None = None,
    subject: str | None = None,
) -> Reading:
    """Read `understood` as an answer to the question `asked` (None: none is asked).

    `part` is set when a follow-up asked only that part of a two-part question.
    `subject` is who is to be treated when it is not the person typing ("your mother"): then facts
    about that person count, and those about the typist do not.
    """
    raise NotImplementedError
