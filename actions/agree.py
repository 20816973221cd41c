"""Consent was given: the questions begin."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Agree(Translator):
    def name(self) -> str:
        return "action_agree"

    def translate(self, turn: Turn) -> Events:
        turn.make("agree")
        return turn.go_on()
