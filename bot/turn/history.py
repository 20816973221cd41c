"""The whole visible history of a conversation. It is read without a turn: no writer is waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.content.knowledge import Knowledge
from bot.domain.errors import UnknownConversation
from bot.domain.messages import Reply
from bot.domain.screening import from_json
from bot.store.conversations.store import Store
from bot.turn.limits import expired
from bot.turn.views import MessageViews, screening_view


@dataclass(frozen=True)
class History:
    """Reads conversations. A conversation lives unused for `days`; `address` gives a booking's link."""

    store: Store
    knowledge: Knowledge
    address: Callable[[str], str]
    days: int
    now: Callable[[], datetime]

    def of(self, conversation: str) -> Reply:
        """Every message so far, oldest first. Raises UnknownConversation and Unavailable."""
        at = self.now()
        with self.store.reading() as reader:
            row = reader.conversation(conversation)
            if row is None or expired(row, self.days, at):
                raise UnknownConversation(conversation)
            screening = from_json(row.screening)
            views = MessageViews(self.knowledge, screening, self.address, at)
            bookings = reader.bookings(conversation)
            messages = views.of_stored(reader.messages(conversation), bookings.get)
            return Reply(messages, screening_view(screening, self.knowledge))
