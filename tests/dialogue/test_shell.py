"""`rasa shell` with `rasa run actions`: slots alone, no turn of ours, and never a link."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.conversation import rasa_dialogue

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]


class Shell:
    """Rasa's agent with a tracker store of its own, as a developer's shell has it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from rasa.core.tracker_store import InMemoryTrackerStore

        dialogue: Any = rasa_dialogue()
        self._agent, self._processor = dialogue._agent, dialogue._processor
        store = InMemoryTrackerStore(self._processor.domain)
        monkeypatch.setattr(self._processor, "tracker_store", store)
        monkeypatch.setattr(self._agent, "tracker_store", store)
        self._store = store
        self.shown: list[Any] = []

    def says(self, text: str) -> dict[str, Any]:
        """Type a text; the slots after it."""
        return asyncio.run(self._says(text))

    async def _says(self, text: str) -> dict[str, Any]:
        self.shown += await self._agent.handle_text(text, sender_id="developer") or []
        tracker = await self._store.retrieve("developer")
        return dict(tracker.current_slot_values())


def test_a_whole_screening_runs_on_slots_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(monkeypatch)
    shell.says("can I check if I may do it")
    slots = shell.says("yes, I agree")
    assert slots["requested_slot"] == "blood_pressure_or_heart"
    slots = shell.says("no")
    assert (slots["blood_pressure_or_heart"], slots["requested_slot"]) == ("no", "blood_thinners")
    slots = shell.says("what are the risks?")
    assert (slots["phase"], slots["requested_slot"]) == ("asking", "blood_thinners")
    for _ in range(9):
        slots = shell.says("no")
    assert slots["phase"] == "finished"
    assert "http" not in json.dumps(shell.shown)
