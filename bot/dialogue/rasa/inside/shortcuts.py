"""Methods of Rasa's that do for others what costs a turn much and does nothing here.

What each was worth is told in docs/adr: 0004 (the check of results), 0009 (events), 0010 (slots).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.constants import DEFAULT_SLOT_NAMES
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


@dataclass(frozen=True)
class Shortcut:
    """A method of one of Rasa's classes, and what stands in its place."""

    owner: type
    method: str
    own: Any
    """Rasa's own, as the class holds it; None where the class leaves it to Python."""
    ours: Any

    @property
    def name(self) -> str:
        return f"{self.owner.__name__}.{self.method}"


def _shortcut(owner: type, method: str, ours: Any) -> Shortcut:
    return Shortcut(owner, method, vars(owner).get(method), ours)


def _copied(slot: Slot) -> Slot:
    made = object.__new__(type(slot))
    made.__dict__.update(slot.__dict__)
    return made


SHORTCUTS: Final = (
    # Checks the result of every action against a JSON schema: a guard against foreign action servers.
    _shortcut(RemoteAction, "_validate_action_result", lambda self, result: True),
    # Searches the kind of each event among all classes of events, which never change.
    _shortcut(Event, "resolve_by_type", staticmethod(cache(Event.resolve_by_type))),
    # Copies events, which nobody changes, for log lines that are not written.
    _shortcut(Event, "__deepcopy__", lambda self, memo: self),
    # Copies slots, sixty in a turn, in the way that fits any object.
    _shortcut(Slot, "__copy__", _copied),
)


def take_shortcuts() -> None:
    """Put ours in the place of Rasa's, for the whole process."""
    for shortcut in SHORTCUTS:
        setattr(shortcut.owner, shortcut.method, shortcut.ours)


def only_actions_set_slots(domain: Domain) -> bool:
    """Whether no slot is filled from entities, intents or text, so that looking for that finds nothing."""
    own = (slot for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES)
    return all(mapping == {"type": "custom"} for slot in own for mapping in slot.mappings)


async def nothing_to_extract(output: object, tracker: DialogueStateTracker) -> DialogueStateTracker:
    """In the place of the processor's `run_action_extract_slots`."""
    return tracker
