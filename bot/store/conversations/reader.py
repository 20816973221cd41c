"""What can be read without a turn."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.store.conversations import queries
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Conversation, Message


class Reader:
    """One moment of the database: what it gives fits together, and no writer is waited for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def one(self, query: queries.Query) -> Any:
        """What a named query finds, or None."""
        return self._session.execute(query).scalar_one_or_none()

    def all(self, query: queries.Query) -> list[Any]:
        """Everything that a named query finds."""
        return list(self._session.execute(query).scalars())

    def rows(self, query: queries.Query) -> list[Any]:
        """What a query finds that gives several columns, as rows with names."""
        return list(self._session.execute(query))

    def conversation(self, id: str) -> Conversation | None:
        """A conversation, if there is one."""
        found: Conversation | None = self.one(queries.conversation(id))
        return found

    def messages(self, conversation: str) -> list[Message]:
        """All messages of a conversation, oldest first."""
        return self.all(queries.all_messages(conversation))

    def bookings(self, conversation: str) -> dict[str, Booking]:
        """The booking references of a conversation by id."""
        return {booking.id: booking for booking in self.all(queries.all_bookings(conversation))}

    def booking(self, id: str) -> Booking | None:
        """A booking reference, if there is one."""
        found: Booking | None = self.one(queries.booking(id))
        return found
