"""Every question is answered: the summary and the outcome."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Conclude(Translator):
    def name(self) -> str:
        return "action_conclude"

    def translate(self, turn: Turn) -> Events:
        turn.make("conclude")
        return turn.go_on()
