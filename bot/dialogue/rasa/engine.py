"""Rasa's agent as a dialogue engine: its pipeline understands, its policies choose the actions."""

from __future__ import annotations

import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import DEFAULT_SLOT_NAMES
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.port import DialogueFault
from bot.dialogue.rasa.actions import InProcessActions, trust_own_actions
from bot.dialogue.rasa.graph import Graph
from bot.dialogue.rasa.logging import be_quiet
from bot.dialogue.rasa.provided import provided
from bot.dialogue.rasa.tracker import tracker_of
from bot.domain import interpretation as understanding
from bot.domain.interpretation import Interpretation
from bot.domain.screening import Screening
from bot.language.context.follow_up import resolve
from bot.screening import commands
from bot.screening.commands import Command

WAIT = 2.0
"""Seconds that a turn waits for the engine."""

T = TypeVar("T")


class OneTracker(InMemoryTrackerStore):  # type: ignore[misc]  # Rasa has no types
    """Holds the tracker of the turn under way, and keeps nothing after it."""

    def __init__(self, domain: Any) -> None:
        super().__init__(domain)
        self.current: DialogueStateTracker | None = None

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return self.current

    async def save(self, tracker: DialogueStateTracker) -> None:
        self.current = tracker


class RasaDialogue:
    """One loaded model, used by one turn at a time."""

    def __init__(self, model: Path) -> None:
        be_quiet()
        trust_own_actions()
        self._actions = InProcessActions()
        self._agent = Agent.load(str(model), action_endpoint=self._actions)
        if self._agent.processor is None:
            raise DialogueFault(f"{model} cannot be loaded: train it again with `make train`")
        self._processor = self._agent.processor
        domain, target = self._processor.domain, self._processor.model_metadata.core_target
        self._processor.graph_runner = Graph(self._processor.graph_runner, domain, target)
        # It makes a domain each time to see whether it is empty. That no intent is missing there is tested.
        self._processor._check_for_unseen_features = lambda parsed: None
        if _only_actions_set_slots(domain):
            self._processor.run_action_extract_slots = _nothing_to_extract
        # Agent wraps every store in one that falls back to memory; the processor keeps its own reference.
        self._tracker = OneTracker(domain)
        self._agent.tracker_store = self._processor.tracker_store = self._tracker
        self._words = provided().lexicon.intents
        self._lock = threading.Lock()

    def understand(self, text: str, screening: Screening) -> Interpretation:
        """Run Rasa's pipeline on `text`."""
        parsed = self._run(self._processor.parse_message(UserMessage(text=text)))
        return resolve(understanding.from_json(parsed["interpretation"]), screening.last_topic, self._words)

    def respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        """Let Rasa's policies choose the actions, and return the commands these chose."""
        return self._run(self._respond(screening, interpretation))

    def check(self) -> None:
        """Raise DialogueFault unless a model is loaded."""
        if not self._agent.is_ready():
            raise DialogueFault("no model is loaded: train one with `make train`")

    async def _respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        self._actions.fault = None
        self._tracker.current = tracker_of(screening, self._processor.domain)
        output = CollectingOutputChannel()
        message = UserMessage(
            text=interpretation.text or "…",
            output_channel=output,
            sender_id="turn",
            parse_data=_parsed(interpretation),
        )
        try:
            await self._agent.handle_message(message)
        finally:
            self._tracker.current = None
        if self._actions.fault is not None:
            raise self._actions.fault
        chosen = tuple(
            commands.from_json(said["custom"]["command"]) for said in output.messages if "custom" in said
        )
        if not chosen:
            raise DialogueFault("no action answered")
        return chosen

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        if not self._lock.acquire(timeout=WAIT):
            work.close()
            raise TimeoutError("the dialogue engine is busy")
        try:
            return _finished(work)
        finally:
            self._lock.release()


def _only_actions_set_slots(domain: Any) -> bool:
    """Whether no slot is filled from entities, intents or text, so that looking for that finds nothing."""
    own = (slot for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES)
    return all(mapping == {"type": "custom"} for slot in own for mapping in slot.mappings)


async def _nothing_to_extract(output: Any, tracker: DialogueStateTracker) -> DialogueStateTracker:
    return tracker


def _finished(work: Coroutine[Any, Any, T]) -> T:
    """What `work` comes to: Rasa's calls are asynchronous, but here there is nothing to wait for."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise DialogueFault("Rasa waits for something outside this process")


def _parsed(interpretation: Interpretation) -> dict[str, Any]:
    return {
        "text": interpretation.text,
        "intent": {"name": interpretation.intent, "confidence": interpretation.confidence},
        "entities": [],
        "interpretation": understanding.to_json(interpretation),
    }
