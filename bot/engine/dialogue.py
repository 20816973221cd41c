"""What the turn needs of a dialogue engine: understand a text, and choose the moves."""

from __future__ import annotations

from typing import Protocol

from bot.core.moves import Move
from bot.core.screening import Screening
from bot.core.understood import Understood


class Dialogue(Protocol):
    """Chooses what happens next. It keeps nothing between turns."""

    def understand(self, text: str, screening: Screening) -> Understood:
        """Understand a typed text, in the light of the topic that was last told."""

    def respond(self, screening: Screening, understood: Understood) -> tuple[Move, ...]:
        """The moves that answer a message, in order. Raises DialogueFault when there are none."""

    def check(self) -> None:
        """Raise DialogueFault unless messages can be understood."""


class DialogueFault(Exception):
    """The engine failed on this message. Nothing changed; another message may do better."""
