"""What goes out: a message with its buttons, or the edit of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """A button under a message: it sends `data` back, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Outgoing:
    """One call to Telegram. `text` is HTML and `plain` says the same without any markup.

    With `edits` it changes that message: `plain` and `entities` are what it shows then.
    """

    chat: int
    text: str
    plain: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: int | None = None
    entities: tuple[Mapping[str, Any], ...] = ()
    public_id: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(data: Mapping[str, Any]) -> Outgoing:
    """What `as_json` wrote."""
    rows = tuple(tuple(Button(**button) for button in row) for row in data["buttons"])
    return Outgoing(**{**data, "buttons": rows, "entities": tuple(data["entities"])})
