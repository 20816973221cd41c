"""With every shortcut the assistant does what it does with Rasa's own way."""

from __future__ import annotations

import asyncio
import copy
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.domain.interpretation import INTENTS
from bot.domain.screening import Screening
from bot.settings import read_settings
from tests.conversation import SECRET, rasa_dialogue
from tests.dialogue.replay import conversation, in_phase, run

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]

TEXTS = (
    "hello",
    "what are the risks?",
    "can I check if I may do it?",
    "haan ji",
    "no, I don't have glaucoma, but my mother does",
    "I take warfarin and I am not pregnant",
    "change answer 3 to no",
    "qwrt zxcv plk",
)


class RasasOwn:
    """Rasa's agent as Rasa makes it, but for where its actions run and its trackers lie."""

    def __init__(self) -> None:
        settings = read_settings({**os.environ, "SECRET_KEY": SECRET})
        rasa_dialogue()  # imports Rasa quietly, and without TensorFlow
        from rasa.core.agent import Agent

        from bot.dialogue.rasa.inside.agent import OneTracker
        from bot.dialogue.rasa.inside.endpoint import InProcessActions
        from bot.dialogue.rasa.inside.without_tensorflow import light
        from bot.dialogue.rasa.training import checked_copy

        with checked_copy(settings.models) as model, light():
            self.agent: Any = Agent.load(str(model), action_endpoint=InProcessActions())
        self.domain = self.agent.domain
        self.store = OneTracker(self.domain)
        wrapped = self.agent._create_tracker_store(self.store, self.domain)
        self.agent.tracker_store = self.agent.processor.tracker_store = wrapped

    @contextmanager
    def way(self) -> Iterator[None]:
        """Gives Rasa's methods back meanwhile."""
        from bot.dialogue.rasa.inside.shortcuts import SHORTCUTS

        with pytest.MonkeyPatch.context() as patch:
            for shortcut in SHORTCUTS:
                if shortcut.own is None:
                    patch.delattr(shortcut.owner, shortcut.method)
                else:
                    patch.setattr(shortcut.owner, shortcut.method, shortcut.own)
            yield


@pytest.fixture(scope="module")
def own() -> RasasOwn:
    return RasasOwn()


def untimed(event: Any) -> dict[str, Any]:
    """An event without what differs each time it happens."""
    told: dict[str, Any] = event.as_dict()
    del told["timestamp"]
    told.pop("message_id", None)
    told.get("parse_data", {}).pop("message_id", None)
    return told


@pytest.mark.parametrize("seed", range(200, 203))
def test_a_conversation_goes_as_in_rasas_own_way(seed: int, own: RasasOwn) -> None:
    from bot.dialogue.rasa.tracker import tracker_of

    for screening, interpretation, ours in conversation(seed):
        with own.way():
            theirs = run(own.agent, own.store, tracker_of(screening, own.domain), interpretation)
        assert ours.actions == theirs.actions
        assert ours.commands == theirs.commands
        assert ours.slots == theirs.slots
        assert [untimed(event) for event in ours.events] == [untimed(event) for event in theirs.events]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_understood_as_in_rasas_own_way(text: str, own: RasasOwn) -> None:
    from rasa.core.channels.channel import UserMessage

    dialogue: Any = rasa_dialogue()
    ours = dialogue._run(dialogue._processor.parse_message(UserMessage(text=text)))
    with own.way():
        theirs = asyncio.run(own.agent.processor.parse_message(UserMessage(text=text)))
    ours.pop("message_id", None)
    theirs.pop("message_id", None)
    assert ours == theirs


def test_the_result_of_every_action_is_one_that_rasa_would_take(
    own: RasasOwn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasa.core.actions.action import RemoteAction

    from bot.dialogue.rasa.inside.shortcuts import SHORTCUTS

    [check] = (shortcut.own for shortcut in SHORTCUTS if shortcut.owner is RemoteAction)
    checked = set()

    def checking(action: Any, result: Any) -> bool:
        checked.add(action.name())
        return bool(check(action, result))

    monkeypatch.setattr(RemoteAction, "_validate_action_result", checking)
    for seed in range(300, 312):
        for _ in conversation(seed):
            pass
    assert len(checked) > 15


def test_every_kind_of_event_is_found_as_in_rasas_own_way(own: RasasOwn) -> None:
    from rasa.shared.core.events import Event
    from rasa.shared.utils.common import all_subclasses

    kinds = [kind.type_name for kind in all_subclasses(Event) if kind.type_name]
    ours = [Event.resolve_by_type(kind) for kind in kinds]
    with own.way():
        assert ours == [Event.resolve_by_type(kind) for kind in kinds]


def test_a_slot_is_copied_as_in_rasas_own_way(own: RasasOwn) -> None:
    for slot in own.domain.slots:
        ours = copy.copy(slot)
        with own.way():
            theirs = copy.copy(slot)
        assert type(ours) is type(theirs)
        assert vars(ours) == vars(theirs)
        ours._value = "changed"
        assert slot._value != "changed"


@pytest.mark.parametrize("phase", ["not_started", "asking", "finished"])
def test_events_are_not_changed_so_they_need_no_copy(phase: str) -> None:
    from bot.dialogue.rasa.tracker import tracker_of

    dialogue: Any = rasa_dialogue()
    screening: Screening = in_phase(phase)
    tracker = tracker_of(screening, dialogue._processor.domain)
    before = [event.as_dict() for event in tracker.events]
    said = dialogue.understand("what are the risks?", screening)
    after = run(dialogue._agent, dialogue._tracker, tracker, said).events
    assert [event.as_dict() for event in after][: len(before)] == before


def test_no_intent_is_missing_in_the_domain_so_nothing_is_unseen(own: RasasOwn) -> None:
    assert set(INTENTS) <= set(own.domain.intents)


def test_only_actions_set_slots_so_there_is_nothing_to_extract(own: RasasOwn) -> None:
    from bot.dialogue.rasa.inside.shortcuts import only_actions_set_slots

    assert only_actions_set_slots(own.domain)


def test_what_waits_for_something_outside_is_a_fault() -> None:
    from bot.dialogue.port import DialogueFault
    from bot.dialogue.rasa.inside.agent import finished

    with pytest.raises(DialogueFault, match="outside this process"):
        finished(asyncio.sleep(0))
