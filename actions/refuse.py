"""No consent: no screening, but whom to turn to."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Refuse(Translator):
    def name(self) -> str:
        return "action_refuse"

    def translate(self, turn: Turn) -> Events:
        turn.make("refuse")
        return turn.go_on()
