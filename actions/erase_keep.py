"""Nothing is erased; go on where it was."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class EraseKeep(Translator):
    def name(self) -> str:
        return "action_erase_keep"

    def translate(self, turn: Turn) -> Events:
        turn.make("erase_keep")
        if turn.screening.waiting_for is not None:
            turn.say_where_it_stands()
        return turn.go_on()
