"""What the turn needs of a dialogue engine: understand a text, and choose the commands."""

from __future__ import annotations

from typing import Protocol

from bot.domain.interpretation import Interpretation
from bot.domain.screening import Screening
from bot.screening.commands import Command


class Dialogue(Protocol):
    """Chooses what happens next. It keeps nothing between turns."""

    def understand(self, text: str, screening: Screening) -> Interpretation:
        """Understand a typed text, in the light of the topic that was last told."""

    def respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        """The commands that answer a message, in order. Raises DialogueFault when there are none."""

    def check(self) -> None:
        """Have one typed message understood and answered, for nobody to see. Raises what fails on the way."""


class DialogueFault(Exception):
    """The engine failed on this message. Nothing changed; another message may do better."""
