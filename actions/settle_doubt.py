"""Whether what was not understood says anything about health."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class SettleDoubt(Translator):
    def name(self) -> str:
        return "action_settle_doubt"

    def translate(self, turn: Turn) -> Events:
        heard = turn.heard
        if len(turn.screening.doubts) < (heard.number or 1):
            turn.make("say", topic="not_understood")  # nothing was put that this could answer
            return turn.go_on()
        health = "health" in heard.topics if heard.topics else heard.intent != "deny"
        turn.make("settle_doubt", topic="health" if health else "none", number=heard.number)
        if turn.screening.state == "finished":
            turn.make("conclude")
        return turn.go_on()
