"""Random messages and conversations, run through Rasa on one tracker or another."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.interpretation import INTENTS, Correction, Interpretation, Mention
from bot.domain.screening import Screening, to_json
from bot.screening.choices import pressed, remember_press
from bot.screening.commands import Command, from_json
from bot.screening.doubting import put_doubt
from bot.turn.record import carry_out
from tests.conversation import knowledge, rasa_dialogue

TURNS = 25
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


def turn(
    chance: random.Random, screening: Screening, offered: Sequence[str]
) -> tuple[Interpretation, str | None]:
    """A message, and the choice that it was, if it was one."""
    if offered and chance.random() < 0.6:
        value = chance.choice([*offered[-5:], *offered[-5:], *offered])
        return pressed(value, "a button", screening), value
    return typed(chance), None


@dataclass(frozen=True)
class Ran:
    """What Rasa did with one message."""

    actions: list[str]
    commands: tuple[Command, ...]
    events: list[Any]
    """Those of the tracker before the message, and those of the message."""
    slots: dict[str, Any]


def run(agent: Any, store: Any, tracker: Any, interpretation: Interpretation) -> Ran:
    """Let the agent take a message on a tracker; `store` is where the agent finds and leaves trackers."""
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
    from rasa.shared.core.events import ActionExecuted

    from bot.dialogue.rasa.engine import _parsed

    actions = agent.action_endpoint
    before, output = len(tracker.events), CollectingOutputChannel()
    actions.fault, store.current = None, tracker
    message = UserMessage(
        text=interpretation.text, output_channel=output, sender_id="turn", parse_data=_parsed(interpretation)
    )
    asyncio.run(agent.handle_message(message))
    assert actions.fault is None, f"{interpretation.intent}: {actions.fault!r}"
    after, store.current = store.current, None
    events = list(after.events)
    done = [str(event.action_name) for event in events[before:] if isinstance(event, ActionExecuted)]
    commands = tuple(from_json(said["custom"]["command"]) for said in output.messages if "custom" in said)
    return Ran(done, commands, events, dict(after.current_slot_values()))


class Replay:
    """Runs messages through the assistant's own agent, on the tracker that is made from the screening."""

    def __init__(self) -> None:
        dialogue: Any = rasa_dialogue()
        self._agent, self._store = dialogue._agent, dialogue._tracker
        self._domain = dialogue._processor.domain
        self._events: list[Any] = []

    def on_the_screening(self, screening: Screening, interpretation: Interpretation) -> Ran:
        from bot.dialogue.rasa.tracker import tracker_of

        return run(self._agent, self._store, tracker_of(screening, self._domain), interpretation)

    def on_all_events(self, screening: Screening, interpretation: Interpretation) -> Ran:
        """On everything that ever happened, as Rasa would keep it."""
        from rasa.shared.core.events import ActionExecuted, SlotSet
        from rasa.shared.core.trackers import DialogueStateTracker

        if not self._events:
            self._events = [SlotSet("phase", screening.phase), ActionExecuted("action_listen")]
        told = SlotSet("screening", to_json(screening))  # the turn notes presses in it
        tracker = DialogueStateTracker.from_events(
            "turn", [*self._events, told], slots=self._domain.slots, domain=self._domain
        )
        ran = run(self._agent, self._store, tracker, interpretation)
        self._events = ran.events
        return ran


def conversation(seed: int) -> Iterator[tuple[Screening, Interpretation, Ran]]:
    """A random conversation: each state and message, and what came of it on the tracker of the screening."""
    chance, replay, screening, offered = random.Random(seed), Replay(), Screening(), list[str]()
    for _ in range(TURNS):
        interpretation, value = turn(chance, screening, offered)
        ran = replay.on_the_screening(screening, interpretation)
        yield screening, interpretation, ran
        if any(command.name in ENDING for command in ran.commands):
            return
        made = carry_out(ran.commands, screening, knowledge())
        screening = remember_press(value, made.screening) if value else made.screening
        offered += [choice.value for each in made.utterances for choice in each.buttons]


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
    if phase == "doubt":
        every = begun.but(answers=dict.fromkeys(QUESTIONS, "no"), unheard=("they put a thing in my leg",))
        return put_doubt(every)[0]
    if phase == "whose":
        return begun.but(waiting_for="whose", candidate="your mother")
    return {"asking": begun, "paused": begun.but(state="paused"), "erase": begun.but(waiting_for="erase")}[
        phase
    ]
