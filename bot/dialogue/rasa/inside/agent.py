"""Rasa's agent on a loaded model, with what stands in the place of its parts."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.port import DialogueFault
from bot.dialogue.rasa.inside.endpoint import InProcessActions
from bot.dialogue.rasa.inside.graph import Graph
from bot.dialogue.rasa.inside.shortcuts import nothing_to_extract, only_actions_set_slots, take_shortcuts

T = TypeVar("T")


class OneTracker(InMemoryTrackerStore):  # type: ignore[misc]  # Rasa has no types
    """Holds the tracker of the turn under way, and keeps nothing after it."""

    def __init__(self, domain: Domain) -> None:
        super().__init__(domain)
        self.current: DialogueStateTracker | None = None

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return self.current

    async def save(self, tracker: DialogueStateTracker) -> None:
        self.current = tracker


def load_agent(model: Path, actions: InProcessActions) -> tuple[Agent, OneTracker]:
    """The agent, and the store that its trackers come from. Raises DialogueFault."""
    take_shortcuts()
    agent = Agent.load(str(model), action_endpoint=actions)
    if agent.processor is None:
        raise DialogueFault(f"{model} cannot be loaded: train it again with `make train`")
    _shorten(agent.processor)
    tracker = OneTracker(agent.processor.domain)
    # Agent wraps every store in one that falls back to memory; the processor keeps its own reference.
    agent.tracker_store = agent.processor.tracker_store = tracker
    return agent, tracker


def _shorten(processor: MessageProcessor) -> None:
    domain, target = processor.domain, processor.model_metadata.core_target
    processor.graph_runner = Graph(processor.graph_runner, domain, target)
    # It makes a domain each time to see whether it is empty. That no intent is missing there is tested.
    processor._check_for_unseen_features = lambda parsed: None
    if only_actions_set_slots(domain):
        processor.run_action_extract_slots = nothing_to_extract


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What `work` comes to: Rasa's calls are asynchronous, but here there is nothing to wait for.

    Raises DialogueFault when there is.
    """
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise DialogueFault("Rasa waits for something outside this process")
