"""Ask once before everything is erased."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class EraseAsk(Translator):
    def name(self) -> str:
        return "action_erase_ask"

    def translate(self, turn: Turn) -> Events:
        turn.make("erase_ask")
        return turn.go_on()
