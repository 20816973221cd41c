"""What do you know about me."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Know(Translator):
    def name(self) -> str:
        return "action_know"

    def translate(self, turn: Turn) -> Events:
        turn.make("know")
        return turn.put_back()
