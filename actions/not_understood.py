"""Not understood, or not a subject of ours."""

from __future__ import annotations

import re

from actions.translator import Events, Translator, Turn

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
"""Somebody who writes in these letters is told in them where help is (contract, rule 10)."""


class NotUnderstood(Translator):
    def name(self) -> str:
        return "action_not_understood"

    def translate(self, turn: Turn) -> Events:
        if turn.heard.intent == "out_of_scope":
            turn.make("tell", topic="out_of_scope")
        else:
            turn.make("say", topic="slash" if "slash" in turn.heard.topics else "not_understood")
        if _DEVANAGARI.search(turn.heard.text):
            turn.make("say", topic="help_devanagari")
        return turn.put_back()
