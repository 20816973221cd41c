"""A fixed reply to a wish that cannot be granted: the link, or a medical opinion."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Say(Translator):
    def name(self) -> str:
        return "action_say"

    def translate(self, turn: Turn) -> Events:
        turn.make("say", topic=turn.heard.intent)
        return turn.put_back()
