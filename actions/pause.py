"""Stop for now; the question is kept."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Pause(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_pause"

    def translate(self, turn: Turn) -> Events:
        turn.make("pause")
        return turn.go_on()
