"""The question before once more; its answer stays until it is answered."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class GoBack(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_go_back"

    def translate(self, turn: Turn) -> Events:
        if not turn.screening.consented:
            turn.make("say", topic="correct_nothing")
            return turn.put_back()
        if turn.screening.state == "paused":
            turn.make("resume")
        turn.make("back")
        return turn.go_on()
