"""A condition told outside the questions: kept for its turn before consent, recorded after it."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn
from bot.domain.names import CONDITION


class NoteCondition(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_note_condition"

    def translate(self, turn: Turn) -> Events:
        if not turn.screening.consented:
            turn.remember()
            named = turn.conditions_named()
            for question in named:
                turn.make("tell", topic=f"{CONDITION}{question}")
            turn.make(
                "request_consent", topic="again" if turn.screening.phase == "consent" and not named else None
            )
            return turn.slot_events()
        if not turn.record(turn.facts):
            turn.make("say", topic="not_understood")
            return turn.slot_events()
        if turn.screening.state == "finished":
            turn.make("conclude")
        return turn.go_on()
