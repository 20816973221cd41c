"""No consent, or too young for the check."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Refuse(Translator):
    def name(self) -> str:
        return "action_refuse"

    def translate(self, turn: Turn) -> Events:
        under_age = "under_age" in turn.heard.topics
        turn.make("refuse", topic="under_age" if under_age else None)
        return turn.go_on()
