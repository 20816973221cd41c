"""Answer the topics a person asked about, one message a topic."""

from __future__ import annotations

from actions.translator import Events, Translator, Turn


class Tell(Translator):
    def name(self) -> str:
        return "action_tell"

    def translate(self, turn: Turn) -> Events:
        topics = ("language",) if turn.heard.intent == "language" else turn.heard.topics
        for topic in topics or ("capabilities",):
            turn.make("tell", topic=topic)
        return turn.put_back()
