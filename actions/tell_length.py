"""How many questions are left, and that one may stop."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class TellLength(Translator):
    def name(self) -> str:
        return "action_tell_length"

    def translate(self, turn: Turn) -> Events:
        turn.make("how_many", topic=turn.heard.intent)
        if turn.screening.phase != "asking" and not turn.say_where_it_stands():
            turn.make("tell", topic="capabilities")
        return turn.slot_events()
