"""The tracker made from a screening chooses what Rasa's own replay of all events would choose.

No event of Rasa's is stored, so this must hold for every message at any point of a conversation.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bot.domain.interpretation import INTENTS, Correction, Interpretation, Mention
from bot.domain.screening import Screening, to_json
from bot.screening.choices import pressed, remember_press
from bot.screening.commands import Command, from_json
from bot.turn.record import carry_out
from tests.conversation import knowledge, rasa_dialogue

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]

CONVERSATIONS, TURNS = 20, 25
QUESTIONS = knowledge().checklist.ids
ENDING = frozenset({"erase"})


def typed(chance: random.Random) -> Interpretation:
    """Any message that could be understood."""
    intent = chance.choice((*INTENTS, "start_check", "affirm", "affirm", "deny"))
    question = chance.choice(QUESTIONS)
    mention = Mention(question, "it", 0, 2, chance.choice(("present", "denied", "asked")), "example")
    return Interpretation(
        text="it is so",
        intent=intent,
        topics=(chance.choice(("risks_overview", f"condition:{question}")),) if intent == "topic" else (),
        mentions=(mention,) if intent == "tell" or chance.random() < 0.1 else (),
        subject="your mother" if intent == "proxy" else None,
        correction=Correction(question, chance.choice(("yes", "no", None))) if intent == "correct" else None,
    )


def test_the_domain_knows_every_intent_that_can_be_understood() -> None:
    dialogue: Any = rasa_dialogue()
    assert set(INTENTS) <= set(dialogue._processor.domain.intents)


class Replay:
    """Runs messages through Rasa, once on a tracker made from the screening, once on all events so far."""

    def __init__(self) -> None:
        self.dialogue: Any = rasa_dialogue()
        self.events: list[Any] = []

    def chosen(
        self, screening: Screening, interpretation: Interpretation
    ) -> tuple[list[str], tuple[Command, ...]]:
        """The actions on the snapshot, and their commands."""
        from bot.dialogue.rasa.tracker import tracker_of

        return self._run(tracker_of(screening, self._domain), interpretation)[:2]

    def replayed(self, screening: Screening, interpretation: Interpretation) -> list[str]:
        """The actions on everything that ever happened."""
        from rasa.shared.core.events import ActionExecuted, SlotSet
        from rasa.shared.core.trackers import DialogueStateTracker

        if not self.events:
            self.events = [SlotSet("phase", screening.phase), ActionExecuted("action_listen")]
        told = [SlotSet("screening", to_json(screening))]  # the turn notes presses in it
        slots = self._domain.slots
        tracker = DialogueStateTracker.from_events(
            "turn", [*self.events, *told], slots=slots, domain=self._domain
        )
        actions, _, self.events = self._run(tracker, interpretation)
        return actions

    @property
    def _domain(self) -> Any:
        return self.dialogue._processor.domain

    def _run(
        self, tracker: Any, interpretation: Interpretation
    ) -> tuple[list[str], tuple[Command, ...], list[Any]]:
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
        from rasa.shared.core.events import ActionExecuted

        from bot.dialogue.rasa.engine import _parsed

        before, output = len(tracker.events), CollectingOutputChannel()
        self.dialogue._actions.fault, self.dialogue._tracker.current = None, tracker
        message = UserMessage(
            text=interpretation.text,
            output_channel=output,
            sender_id="turn",
            parse_data=_parsed(interpretation),
        )
        asyncio.run(self.dialogue._agent.handle_message(message))
        assert self.dialogue._actions.fault is None, (
            f"{interpretation.intent}: {self.dialogue._actions.fault!r}"
        )
        events = list(self.dialogue._tracker.current.events)
        self.dialogue._tracker.current = None
        actions = [str(event.action_name) for event in events[before:] if isinstance(event, ActionExecuted)]
        commands = tuple(from_json(said["custom"]["command"]) for said in output.messages if "custom" in said)
        return actions, commands, events


def turn(
    chance: random.Random, screening: Screening, offered: Sequence[str]
) -> tuple[Interpretation, str | None]:
    """A message, and the choice that it was, if it was one."""
    if offered and chance.random() < 0.6:
        value = chance.choice([*offered[-5:], *offered[-5:], *offered])
        return pressed(value, "a button", screening), value
    return typed(chance), None


def conversation(seed: int) -> Iterator[tuple[Screening, Interpretation, tuple[list[str], list[str]]]]:
    """A random conversation: each state and message with the actions on the snapshot and on the replay."""
    chance, replay, screening, offered = random.Random(seed), Replay(), Screening(), list[str]()
    for _ in range(TURNS):
        interpretation, value = turn(chance, screening, offered)
        actions, chosen = replay.chosen(screening, interpretation)
        yield screening, interpretation, (actions, replay.replayed(screening, interpretation))
        if any(command.name in ENDING for command in chosen):
            return
        made = carry_out(chosen, screening, knowledge())
        screening = remember_press(value, made.screening) if value else made.screening
        offered += [choice.value for each in made.utterances for choice in each.buttons]


@pytest.mark.parametrize("seed", range(CONVERSATIONS))
def test_the_snapshot_chooses_what_the_full_replay_chooses(seed: int) -> None:
    for screening, interpretation, (snapshot, replay) in conversation(seed):
        assert snapshot == replay, (interpretation, screening.phase, screening.question)
        assert snapshot[-1] == "action_listen"
        assert "action_no_rule" not in snapshot, (interpretation, screening)


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize(
    "phase", ["not_started", "consent", "asking", "paused", "finished", "urgent", "erase", "whose"]
)
def test_every_message_has_a_rule_in_every_phase(phase: str, intent: str) -> None:
    screening = in_phase(phase)
    assert screening.phase == phase
    heard = Interpretation(text="it is so", intent=intent)  # type: ignore[arg-type]
    actions, commands = Replay().chosen(screening, heard)
    assert "action_no_rule" not in actions
    assert carry_out(commands, screening, knowledge()).utterances


def in_phase(phase: str) -> Screening:
    """A screening in that phase."""
    if phase in ("not_started", "consent"):
        return Screening(state="consent" if phase == "consent" else "not_started")
    begun = Screening(
        state="asking",
        question=QUESTIONS[1],
        answers={QUESTIONS[0]: "no"},
        run=1,
        asked=3,
        checklist_version=knowledge().checklist.version,
    )
    if phase == "finished":
        return begun.but(state="finished", question=None, answers=dict.fromkeys(QUESTIONS, "no"))
    if phase == "urgent":
        return begun.but(state="finished", question=None, red_flags=("cardiac",))
    if phase == "whose":
        return begun.but(waiting_for="whose", candidate="your mother")
    return {"asking": begun, "paused": begun.but(state="paused"), "erase": begun.but(waiting_for="erase")}[
        phase
    ]
