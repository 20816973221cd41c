"""A condition told outside the questions: kept for its turn before consent, recorded after it."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn
from bot.screening.telling import SHORT


class NoteCondition(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_note_condition"

    def translate(self, turn: Turn) -> Events:
        if not turn.screening.consented:
            return self._before_consent(turn)
        for near in turn.heard.near:
            turn.make("tell", topic=near)
        if not turn.record(turn.facts):
            if turn.screening.phase == "doubt":
                turn.make("unclear_doubt")
                return turn.go_on()
            if not turn.heard.near:
                turn.make("say", topic="not_understood")
            return turn.slot_events()
        if turn.screening.state == "finished":
            turn.make("conclude")
        return turn.go_on()

    @staticmethod
    def _before_consent(turn: Turn) -> Events:
        """A statement is no request for the check: its condition is answered, and the check offered."""
        turn.remember()
        named = turn.conditions_named()
        prefix = SHORT if turn.screening.phase == "consent" else ""
        for topic in named:
            turn.make("tell", topic=f"{prefix}{topic}")
        if turn.screening.phase == "consent":
            turn.make("request_consent", topic=None if named else "again")
        elif not named:
            turn.make("say", topic="not_understood")
        return turn.slot_events()
