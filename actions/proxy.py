"""The check is for somebody else."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Proxy(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_proxy"

    def translate(self, turn: Turn) -> Events:
        if not turn.screening.consented:
            turn.tell_named()
        turn.make("proxy", subject=turn.heard.subject)
        if not turn.screening.consented:
            turn.make("request_consent")
        return turn.go_on()
