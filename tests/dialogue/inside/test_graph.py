"""A remembered choice is what the policies would choose anew."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversation import rasa_dialogue
from tests.dialogue.replay import conversation

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]


@pytest.mark.parametrize("seed", range(100, 104))
def test_what_is_remembered_is_what_is_chosen_anew(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue: Any = rasa_dialogue()
    graph = dialogue._processor.graph_runner
    remember, anew, compared = graph.run, graph._run, 0

    def both(inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        nonlocal compared
        known = remember(inputs, targets)
        if targets == [graph._core_target]:
            ours, theirs = known[targets[0]], anew(inputs, targets)[targets[0]]
            assert ours.probabilities == theirs.probabilities
            assert (ours.policy_name, ours.events) == (theirs.policy_name, theirs.events)
            compared += 1
        return dict(known)

    monkeypatch.setattr(graph, "run", both)
    for _ in conversation(seed):
        pass
    assert compared


def test_it_forgets_the_oldest_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue: Any = rasa_dialogue()
    graph = dialogue._processor.graph_runner
    monkeypatch.setattr("bot.dialogue.rasa.inside.graph.MOST", 3)
    monkeypatch.setattr(graph, "_chosen", {})
    for _ in conversation(7):
        assert len(graph._chosen) <= 3
