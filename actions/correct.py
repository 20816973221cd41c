"""A person wants an earlier answer changed."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Correct(Translator):
    goes_on = True

    def name(self) -> str:
        return "action_correct"

    def translate(self, turn: Turn) -> Events:
        if not turn.screening.consented:
            turn.make("say", topic="correct_nothing")
            return turn.put_back()
        wanted = turn.heard.correction
        if wanted is None or wanted.question is None:
            turn.make("which")
            return turn.go_on()
        if turn.screening.state == "paused":
            turn.make("resume")
        turn.make("correct", question=wanted.question, answer=wanted.answer, said=turn.heard.text)
        if turn.screening.state == "finished":
            turn.make("conclude")
        return turn.go_on()
