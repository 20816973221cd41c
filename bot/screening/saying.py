"""What is to be said, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.messages import Choice
from bot.domain.names import Answer
from bot.domain.screening import Screening

Choices = Literal[
    "none", "answers", "consent", "start", "continue", "erase", "whose", "doubt", "emergency", "again",
    "sources", "more",  # under a text: where it comes from, and all of it
]  # fmt: skip

OUTCOME = "outcome"
"""The topic of a saying whose outcome is still to be computed (bot.turn.outcome)."""


@dataclass(frozen=True)
class Saying:
    """One message to be: its topic, the name of its wording, and what fills the placeholders.

    A saying without a topic is a remark: it is put in front of the message that follows it.
    """

    topic: str | None
    wording: str
    values: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = "none"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """The answers that it lists, a line each."""


@dataclass(frozen=True)
class Utterance:
    """A saying with its buttons, as they were at that moment."""

    saying: Saying
    buttons: tuple[Choice, ...] = ()


Step = tuple[Screening, tuple[Saying, ...]]
"""What a command comes to: the screening after it, and what to say."""


def remark(wording: str, **values: str) -> Saying:
    """A remark such as "Noted: ..." that leads the next message."""
    return Saying(None, wording, values)
