"""Whose the answers so far are."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Whose(Translator):
    def name(self) -> str:
        return "action_whose"

    def translate(self, turn: Turn) -> Events:
        turn.make("whose", answer="yes" if turn.heard.intent == "affirm" else "no")
        return turn.go_on()
