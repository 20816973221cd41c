"""Begin anew; an earlier yes is not forgotten."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class StartOver(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_start_over"

    def translate(self, turn: Turn) -> Events:
        if not turn.screening.consented:
            turn.make("request_consent")
            return turn.slot_events()
        turn.make("start_over")
        return turn.go_on()
