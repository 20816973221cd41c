"""Erase everything: the person confirmed it."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Erase(Translator):
    def name(self) -> str:
        return "action_erase"

    def translate(self, turn: Turn) -> Events:
        turn.make("erase")
        return turn.go_on()
