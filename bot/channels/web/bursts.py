"""When messages of one conversation came in: those that overlap came at once (contract, rule 2).

A person answers what they see. A message that arrives while an earlier one of the same conversation is still
being answered was sent before that answer was seen, however long it then waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone


class Bursts:
    """Counts the messages of each conversation that are under way. For one event loop."""

    def __init__(self) -> None:
        self._under_way: dict[str, tuple[int, datetime]] = {}

    @contextmanager
    def arrival(self, conversation: str) -> Iterator[datetime]:
        """The moment that counts as the arrival of a message: that of the first one still under way."""
        count, began = self._under_way.get(conversation, (0, datetime.now(timezone.utc)))
        self._under_way[conversation] = count + 1, began
        try:
            yield began
        finally:
            count, _ = self._under_way[conversation]
            if count > 1:
                self._under_way[conversation] = count - 1, began
            else:
                del self._under_way[conversation]
