"""Read the reply to the asked question, and every other fact in it."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.translator import Events, Turn
from bot.domain.interpretation import ASIDES, PLAIN, Interpretation
from bot.domain.names import CONDITION, FORM
from bot.language.answers.reading import Reading

NO_ANSWER: Final = frozenset({"under_age", "settle_doubt", "report_emergency", "go_back", "language"})
"""Intents whose message answers no question, whatever else stands in it."""


class ValidateScreeningForm(Action):  # type: ignore[misc]  # rasa-sdk has no types
    def name(self) -> str:
        return f"validate_{FORM}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn(dispatcher, tracker)
        if not _replies(tracker) or turn.screening.question is None:
            return [SlotSet("requested_slot", turn.due)]
        if not take(turn):
            return []  # Rasa rejects the form, and the rule for the intent takes over
        return [*turn.slot_events(), SlotSet("requested_slot", turn.due)]


def _replies(tracker: Tracker) -> bool:
    """Whether the form was called for a new message, not to ask again after an aside."""
    if tracker.active_loop.get("name") != FORM:
        return False
    done = [event["name"] for event in tracker.events if event["event"] == "action"]
    return len(done) < 2 or done[-2] == "action_listen"


def take(turn: Turn) -> bool:
    """Choose the commands of the reply. False when it was an aside, which a rule answers."""
    question, heard = turn.screening.question, turn.heard
    assert question is not None
    if heard.intent in NO_ANSWER:
        return False
    if heard.choice:
        return _pressed(turn, question)
    if heard.intent == "correct" and heard.correction is not None:
        return False
    reading = turn.answers.read(question, heard, part=turn.screening.part, subject=turn.screening.subject)
    answers = reading.sense not in ("aside", "unclear")
    if not answers and not reading.facts and heard.noted and heard.intent != "topic":
        _tell_near(turn)
        return True
    if not answers and heard.intent in ASIDES and not reading.facts:
        return False
    if answers:
        _answer_besides(turn, question)
    return _commands(turn, question, reading)


def _answer_besides(turn: Turn, question: str) -> None:
    """What a message asks besides its answer is answered too."""
    if turn.heard.intent == "topic":
        for topic in _asked_besides(turn.heard):
            turn.make("tell", topic=topic)
    elif turn.heard.intent == "why":
        turn.make("why", question=question)
    elif turn.heard.noted:
        _tell_near(turn)


def _tell_near(turn: Turn) -> None:
    """What no question asks about and a clinician looks at first: "no, but I have a hernia"."""
    for near in turn.heard.near:
        turn.make("tell", topic=near)


def _asked_besides(heard: Interpretation) -> tuple[str, ...]:
    """The topics of a message that also answers: "yes, glaucoma" names a condition but asks nothing."""
    asks = "?" in heard.text
    return tuple(topic for topic in heard.topics if asks or not topic.startswith(CONDITION))


def _commands(turn: Turn, question: str, reading: Reading) -> bool:
    before = turn.screening
    told = turn.record(reading.facts) and turn.screening != before  # what is known already answers nothing
    if reading.sense == "answer" and reading.answer is not None:
        stated = "stated" if reading.stated else None
        turn.make("record", question=question, answer=reading.answer, said=turn.heard.text, topic=stated)
    elif reading.sense == "part_denied":
        turn.make("part", part=reading.part)
    elif reading.sense == "aside" and turn.heard.intent in ASIDES:
        return told and turn.heard.intent not in ("stop", "start_over", "erase", "proxy", "know_me")
    elif not told:
        turn.make("unclear", topic=reading.repair)
    return True


def _pressed(turn: Turn, question: str) -> bool:
    answer = PLAIN.get(turn.heard.intent)
    if answer is None:
        return False
    turn.make("record", question=question, answer=answer, said=turn.heard.text)
    return True
