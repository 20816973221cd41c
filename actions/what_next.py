"""When to see which doctor, and what to take along; or somebody feels better now."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class WhatNext(Translator):
    def name(self) -> str:
        return "action_what_next"

    def translate(self, turn: Turn) -> Events:
        turn.make("what_next")
        return turn.put_back()
