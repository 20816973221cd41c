"""Runs the graph of a loaded model in its order, and remembers what the policies chose.

Rasa plans the graph anew with Dask on every call, and its policies replay the tracker several times for each
choice. But the tracker of a turn is short and made from a few facts, so the same choices come back again and
again (docs/adr/0009-fewer-steps-in-a-turn.md).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any, Final

from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.constants import PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

MOST: Final = 10_000
"""Choices that are remembered; the oldest are forgotten."""


class Graph:
    """Takes the place of the runner of Rasa's message processor."""

    def __init__(self, runner: DaskGraphRunner, domain: Domain, core_target: str) -> None:
        self._nodes, self._schema = runner._instantiated_nodes, runner._graph_schema
        self._core_target = core_target
        self._seen = {slot.name for slot in domain.slots if slot.influence_conversation} | {REQUESTED_SLOT}
        self._order = lru_cache(maxsize=16)(self._ordered)
        self._chosen: dict[Hashable, PolicyPrediction] = {}

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        """What the nodes named in `targets` come to."""
        if targets != [self._core_target]:
            return self._run(inputs, targets)
        key = self._key(inputs[PLACEHOLDER_TRACKER])
        if key is None:
            return self._run(inputs, targets)
        if key not in self._chosen:
            if len(self._chosen) >= MOST:
                del self._chosen[next(iter(self._chosen))]
            self._chosen[key] = self._run(inputs, targets)[self._core_target]
        return {self._core_target: self._chosen[key]}

    def _run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        known = dict(inputs)
        for name in self._order(tuple(targets)):
            needs = [(need, known[need]) for need in self._schema.nodes[name].needs.values()]
            _, known[name] = self._nodes[name](*needs)
        return {target: known[target] for target in targets}

    def _ordered(self, targets: tuple[str, ...]) -> tuple[str, ...]:
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        order = TopologicalSorter({name: node.needs.values() for name, node in nodes.items()})
        return tuple(name for name in order.static_order() if name in nodes)

    def _key(self, tracker: DialogueStateTracker) -> Hashable:
        """All that policies can see of a tracker; None when it holds something unknown."""
        parts = []
        for event in tracker.events:
            part = _PARTS.get(type(event))
            if part is None or (type(event) is UserUttered and event.entities):
                return None
            hidden = type(event) is SlotSet and event.key not in self._seen
            parts.append((event.key, event.value is None) if hidden else part(event))
        return tuple(parts)


_PARTS: Final[Mapping[type[Event], Callable[[Any], Hashable]]] = {
    ActionExecuted: lambda event: ("did", event.action_name, event.hide_rule_turn),
    ActionExecutionRejected: lambda event: ("rejected", event.action_name),
    ActiveLoop: lambda event: ("loop", event.name),
    BotUttered: lambda event: "said",
    DefinePrevUserUtteredFeaturization: lambda event: ("by text", event.use_text_for_featurization),
    FollowupAction: lambda event: ("next", event.action_name),
    LoopInterrupted: lambda event: ("interrupted", event.is_interrupted),
    SlotSet: lambda event: ("slot", event.key, event.value),
    UserUttered: lambda event: ("heard", event.intent_name, event.use_text_for_featurization),
}
"""What of each kind of event matters to policies. Texts, times and the values of other slots do not."""
