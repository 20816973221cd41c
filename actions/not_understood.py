"""Not understood, or not a subject of ours."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class NotUnderstood(Translator):
    def name(self) -> str:
        return "action_not_understood"

    def translate(self, turn: Turn) -> Events:
        if turn.heard.intent == "out_of_scope":
            turn.make("tell", topic="out_of_scope")
        else:
            turn.make("say", topic="slash" if "slash" in turn.heard.topics else "not_understood")
        return turn.put_back()
