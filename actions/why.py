"""Why a question is asked, with its source."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn
from bot.domain.names import WHY


class Why(Translator):
    def name(self) -> str:
        return "action_why"

    def translate(self, turn: Turn) -> Events:
        asked = next((topic for topic in turn.heard.topics if topic.startswith(WHY)), None)
        question = asked.removeprefix(WHY) if asked else turn.screening.question
        if question is None:
            turn.make("tell", topic="privacy" if turn.screening.phase == "consent" else "consult_first")
        else:
            turn.make("why", question=question)
        return turn.put_back()
