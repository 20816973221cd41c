"""What one turn came to, as a plain value: computed whole by `bot.turn`, written in one go by the store.

Nothing of a turn is stored but what stands in its record (docs/adr/0012-a-turn-is-one-record.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.interpretation import Interpretation
from bot.domain.messages import Choice, IncomingMessage
from bot.domain.names import Answer, Outcome
from bot.domain.screening import Screening


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer that was given, taken back or cleared: `answer` is None when cleared.

    `said` are the person's words, `run` the run of the screening, `cause` what changed it.
    """

    question: str
    previous: Answer | None
    answer: Answer | None
    said: str | None
    run: int
    cause: str


@dataclass(frozen=True)
class ReportedFlag:
    """A red flag and the words that reported it."""

    flag: str
    said: str


@dataclass(frozen=True)
class BookingReference:
    """What the link leads by. Made by `bot.turn.outcome.tell_outcome` alone, for one run of the screening."""

    id: str
    run: int
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class BotMessage:
    """A message to the person. Its choices are offered from now on."""

    id: str
    topic: str
    text: str
    choices: tuple[Choice, ...] = ()
    booking: BookingReference | None = None


@dataclass(frozen=True)
class TurnRecord:
    """One message in, and all that came of it.

    A record without a heard message is no turn: the greeting, or what staff release. `heard_text` is the
    message as it is shown: of a choice, its title. `commands` are plain JSON values. `screening` is the
    screening afterwards and `outcome` what it comes to. `fault` is the kind of error that the turn met.
    `alerts` are the red flags that the clinic's own address
    is to be told. With `erases` nothing is kept: the conversation is deleted, and the rest is only told.

    Raises ValueError for a booking reference under anything but the outcome `eligible` of this screening.
    """

    at: datetime
    screening: Screening
    outcome: Outcome | None
    heard: IncomingMessage | None = None
    heard_text: str = ""
    interpretation: Interpretation | None = None
    commands: tuple[Mapping[str, Any], ...] | None = None
    changed: tuple[ChangedAnswer, ...] = ()
    red_flags: tuple[ReportedFlag, ...] = ()
    messages: tuple[BotMessage, ...] = ()
    alerts: tuple[str, ...] = ()
    fault: str | None = None
    erases: bool = False

    def __post_init__(self) -> None:
        for message in self.messages:
            if message.booking is None:
                continue
            if self.outcome != "eligible" or message.topic != "outcome:eligible":
                raise ValueError(f"a booking reference under {message.topic} of the outcome {self.outcome}")
            if message.booking.run != self.screening.run:
                raise ValueError("a booking reference of another run of the screening")
