"""Somebody asks for the check, or whether they may do it."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class RequestConsent(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_request_consent"

    def translate(self, turn: Turn) -> Events:
        turn.tell_named()
        if turn.screening.state == "finished":
            turn.make("conclude", topic="again")
        elif turn.screening.state == "paused":
            turn.make("resume")
        elif turn.screening.state != "asking":
            turn.make("request_consent")
        return turn.go_on()
