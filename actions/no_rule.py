"""No rule answers this message: a gap in data/dialogue/phases.yml, which must not look like an answer."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class NoRule(Translator):
    def name(self) -> str:
        return "action_no_rule"

    def translate(self, turn: Turn) -> Events:
        raise LookupError(
            f"no rule for {turn.heard.intent} in {turn.screening.phase}: add it to data/dialogue/phases.yml"
        )
