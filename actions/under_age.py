"""Too young for the check: it ends, and says whom to ask."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class UnderAge(Translator):
    def name(self) -> str:
        return "action_under_age"

    def translate(self, turn: Turn) -> Events:
        turn.make("under_age", said=turn.heard.text)
        return turn.go_on()
