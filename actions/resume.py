"""Go on where it was paused."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Resume(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_resume"

    def translate(self, turn: Turn) -> Events:
        turn.make("resume")
        return turn.go_on()
