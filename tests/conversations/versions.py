"""The same store under two versions of the checklist."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.turn.conversations import Conversations
from tests.conversation import House, knowledge, red_flags
from tests.fake_dialogue import FakeDialogue

OTHER: Final = "another version"


class Versions:
    """The conversations of a house under its own checklist and under another version of it."""

    def __init__(self, house: House) -> None:
        self.first = knowledge().checklist.version
        self.by_plain_rules = isinstance(house.dialogue, FakeDialogue)
        self._house = house
        self._other: Conversations | None = None

    def of(self, version: str) -> Conversations:
        """The conversations as they are served with this version."""
        return self._house.conversations if version == self.first else self._renewed()

    def after(self, version: str) -> str:
        """The version that follows: there and back."""
        return OTHER if version == self.first else self.first

    def _renewed(self) -> Conversations:
        if self._other is None:
            old, home = knowledge(), self._house
            new = replace(old, checklist=old.checklist.copy(update={"version": OTHER}))
            dialogue = FakeDialogue(new) if self.by_plain_rules else home.dialogue
            self._other = Conversations(home.store, dialogue, new, red_flags(), home.settings, now=home.clock)
        return self._other
