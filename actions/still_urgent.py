"""After a red flag nothing goes on: the advice again."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class StillUrgent(Translator):
    def name(self) -> str:
        return "action_still_urgent"

    def translate(self, turn: Turn) -> Events:
        turn.make("still_urgent")
        return turn.slot_events()
