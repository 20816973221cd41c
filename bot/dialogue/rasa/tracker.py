"""A Rasa tracker made from a stored screening.

The screening is the dialogue's whole state: every rule looks at the message, the active loop and the
slot `phase`, and all three follow from it. So no event is stored or replayed, and turn 500 costs what
turn 5 costs (docs/adr/0005-dialogue-state.md).
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.domain.names import FORM
from bot.domain.screening import Screening, slots_of


def events_of(screening: Screening) -> list[Event]:
    """Slots, the active loop, and that the bot listens."""
    slots = slots_of(screening, screening.answers)
    events: list[Event] = [SlotSet(name, value) for name, value in slots.items() if value is not None]
    if screening.phase == "asking":
        events += [ActiveLoop(FORM), SlotSet("requested_slot", screening.question)]
    return [*events, ActionExecuted("action_listen")]


def tracker_of(screening: Screening, domain: Any) -> DialogueStateTracker:
    """The tracker with which Rasa takes the next message."""
    return DialogueStateTracker.from_events("turn", events_of(screening), slots=domain.slots, domain=domain)
