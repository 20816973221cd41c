"""What every action shares: read the tracker, choose commands, let Rasa's slots follow the screening.

The commands are sent to the turn, which carries them out again on what is stored. Slots decide nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.rasa.provided import provided
from bot.domain import interpretation, screening
from bot.domain.interpretation import Interpretation
from bot.domain.names import CONDITION
from bot.domain.screening import Screening, slots_of
from bot.language.answers.reading import Fact
from bot.screening import asking, commands
from bot.screening.commands import Command
from bot.screening.telling import SHORT

Events = list[dict[str, Any]]


class Turn:
    """One action's work: what was heard, how the screening stands, and the commands chosen so far."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher, self._slots = dispatcher, dict(tracker.slots)
        stored = tracker.get_slot("screening")
        self.screening: Screening = screening.from_json(stored) if stored else Screening()
        self.heard = heard(tracker)
        self.said = False
        content = provided()
        self.knowledge, self.answers = content.knowledge, content.answers
        if tracker.get_slot("requested_slot") not in (None, self.screening.question):
            # Under `rasa shell` no turn carries out the form's own command, which asked this question.
            self.screening, _ = asking.ask(self.screening, self.knowledge)

    @property
    def due(self) -> str | None:
        """The question to ask now, when questions may be asked."""
        return asking.due(self.screening, self.knowledge.checklist)

    def make(self, name: str, **fields: Any) -> None:
        """Carry out a command here, and send it to the turn."""
        command = Command(name, **fields)
        self.screening, sayings = commands.make(command, self.screening, self.knowledge)
        self.said = self.said or any(saying.topic for saying in sayings)
        self._dispatcher.utter_message(json_message={"command": commands.to_json(command)})

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the message tells of any question, when none is asked."""
        return self.answers.read(None, self.heard, subject=self.screening.subject).facts

    @property
    def told(self) -> tuple[Fact, ...]:
        """The conditions that it tells, and the values that come near one."""
        return tuple(fact for fact in self.facts if fact.answer == "yes" or fact.stated)

    def conditions_named(self) -> list[str]:
        """What a message names: conditions told in it, near-conditions, then those only named; at most two.

        What only comes near a condition is no name of it where a near-condition says it better.
        """
        mentions = [each for each in self.heard.mentions if each.question not in self.heard.resembled]
        told = [fact.question for fact in self.told]
        named = [
            *(f"{CONDITION}{question}" for question in told),
            *self.heard.near,
            *(f"{CONDITION}{each.question}" for each in mentions),
        ]
        return list(dict.fromkeys(named))[:2]

    def tell_named(self) -> None:
        """Answer in short what a message names, before consent is asked for."""
        for named in self.conditions_named():
            self.make("tell", topic=f"{SHORT}{named}")

    def remember(self) -> None:
        """Keep the conditions told before consent for their questions' turn."""
        for fact in self.told:
            self.make("remember", question=fact.question, said=fact.said)

    def record(self, facts: tuple[Fact, ...]) -> bool:
        """Record facts about questions; those in doubt are kept, to be asked back."""
        for fact in facts:
            stored = self.screening.answers.get(fact.question)
            if fact.stated and stored != "yes":
                self._make_stated(fact)
            elif not fact.sure and stored is None:
                self.make("remember", question=fact.question, said=fact.said)
            elif fact.sure and stored is None:
                self.make("record", question=fact.question, answer=fact.answer, said=fact.said)
            elif stored != fact.answer:
                answer = fact.answer if fact.sure else None  # in doubt, the question is asked again
                self.make("correct", question=fact.question, answer=answer, said=fact.said)
        return bool(facts)

    def _make_stated(self, fact: Fact) -> None:
        self.make("record", question=fact.question, answer=fact.answer, said=fact.said, topic="stated")

    def keep(self) -> None:
        """Take what is told or corrected while it is open whose the answers are: a denial must wait."""
        wanted = self.heard.correction
        if wanted is not None and wanted.question is not None:
            self.make("correct", question=wanted.question, answer=wanted.answer, said=self.heard.text)
            return
        self.record(tuple(fact for fact in self.facts if fact.answer != "no"))

    def told_in_passing(self) -> bool:
        """Whether an answer changed by a fact told beside something else, when no question is asked.

        Whatever else a message wants, a condition told in it counts; before consent it waits for its turn.
        """
        if self.screening.red_flags or self.heard.intent in ("tell", "correct"):
            return False
        if self.screening.phase == "asking":
            return False
        if not self.screening.consented:
            self.remember()
            return False
        before = self.screening
        self.record(self.told)
        return self.screening != before

    def put_back(self) -> Events:
        """The slots; and a side question is put again that an aside interrupted."""
        self._put_side_question()
        return self.slot_events()

    def say_where_it_stands(self) -> bool:
        """Say again what was last put to the person; False when nothing was, or the form does it."""
        phase = self.screening.phase
        if phase == "finished":
            self.make("conclude", topic="again")
        elif phase == "paused":
            self.make("pause")
        else:
            return self._put_side_question()
        return True

    def _put_side_question(self) -> bool:
        phase = self.screening.phase
        if phase == "consent":
            self.make("request_consent", topic="again")
        elif phase == "whose":
            self.make("proxy", subject=self.screening.candidate)
        elif phase == "erase":
            self.make("erase_ask")
        elif phase == "doubt":
            self.make("repeat_doubt")
        return phase in ("consent", "whose", "erase", "doubt")

    def slot_events(self) -> Events:
        """Rasa's slots as the screening is now, those that changed."""
        slots = slots_of(self.screening, self.knowledge.checklist.ids)
        return [SlotSet(name, value) for name, value in slots.items() if self._slots.get(name) != value]

    def go_on(self) -> Events:
        """The slots, and the form is left: the phase may be another one now, and a rule says what follows.

        That is the form where a question may be asked; when none is due, the end is told instead.
        """
        may_ask = self.screening.phase == "asking"
        if not may_ask and not self.said and not self.say_where_it_stands():
            self.make("say", topic="not_understood")  # no turn ends without a message
        ends = [FollowupAction("action_conclude")] if may_ask and not self.due else []
        return [*self.slot_events(), ActiveLoop(None), SlotSet("requested_slot", None), *ends]


def heard(tracker: Tracker) -> Interpretation:
    """The message as understood; from the bare intent when Rasa runs without our engine."""
    message = tracker.latest_message
    if message.get("interpretation"):
        return interpretation.from_json(message["interpretation"])
    return interpretation.of_intent(message.get("text") or "", (message.get("intent") or {}).get("name"))


class Translator(Action, ABC):  # type: ignore[misc]  # rasa-sdk has no types
    """An action that works on a `Turn`. Subclasses say their name and what they do."""

    goes_on = False
    """Whether it takes the conversation further, so that an awaited yes or no must be settled first."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = Turn(dispatcher, tracker)
        if not turn.told_in_passing():
            return self._answer(turn)
        self._answer(turn)
        if turn.screening.phase == "finished":
            turn.make("conclude")
        return turn.go_on()

    def _answer(self, turn: Turn) -> Events:
        if self.goes_on and turn.screening.waiting_for == "erase":
            turn.make("erase_keep")
        if self.goes_on and turn.screening.waiting_for == "whose":
            turn.keep()
            turn.say_where_it_stands()
            return turn.go_on()
        if self.goes_on and turn.screening.red_flags:
            turn.make("still_urgent")
            return turn.slot_events()
        return self.translate(turn)

    @abstractmethod
    def translate(self, turn: Turn) -> Events:
        """Choose the commands, and return the events for Rasa."""
