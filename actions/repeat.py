"""Say again what was last put to the person; `rephrase` in other words."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Repeat(Translator):
    def name(self) -> str:
        return "action_repeat"

    def translate(self, turn: Turn) -> Events:
        if turn.heard.intent == "rephrase" and turn.screening.phase == "asking":
            turn.make("rephrase")
        if not turn.say_where_it_stands() and turn.screening.phase == "not_started":
            turn.make("tell", topic=turn.screening.last_topic or "capabilities")
        return turn.slot_events()
