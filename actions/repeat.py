"""Say again what was last put to the person; `rephrase` in other words."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Repeat(Translator):
    def name(self) -> str:
        return "action_repeat"

    def translate(self, turn: Turn) -> Events:
        phase = turn.screening.phase
        if phase == "finished":
            turn.make("conclude", topic="again")
        elif phase == "paused":
            turn.make("pause")
        elif phase == "not_started":
            turn.make("tell", topic=turn.screening.last_topic or "capabilities")
        return turn.put_back()
