"""The booking link: its address, and what opening it comes to, checked anew each time (contract, rule 1).

The reference behind it is made in `bot.turn.outcome` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.content.knowledge import Knowledge
from bot.domain.errors import UnknownConversation
from bot.domain.messages import BookingVisit
from bot.domain.screening import Screening
from bot.settings import Settings
from bot.store.conversations.history import Booking
from bot.store.conversations.store import Store
from bot.store.conversations.unit_of_work import UnitOfWork
from bot.turn.outcome import still_holds


class Bookings:
    """Opens booking references. Blocking; safe to use from several threads."""

    def __init__(
        self, store: Store, knowledge: Knowledge, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        self._store, self._knowledge, self._settings, self._now = store, knowledge, settings, now
        self._references = settings.keys.signatures("booking")

    def address(self, id: str) -> str:
        """The link that leads by the reference `id`: ours, and signed."""
        return f"{self._settings.public_url}/book/{self._references.signed(id)}"

    def visit(self, reference: str) -> BookingVisit:
        """Open a reference and record it. Raises Unavailable."""
        id = self._references.opened(reference)
        if id is None:
            return BookingVisit("unknown")
        with self._store.reading() as reader:
            booking = reader.booking(id)
        if booking is None:
            return BookingVisit("unknown")
        try:
            with self._store.work(booking.conversation_id) as work:
                return self._visit(work, id)
        except UnknownConversation:
            return BookingVisit("unknown")

    def _visit(self, work: UnitOfWork, id: str) -> BookingVisit:
        at, booking = self._now(), work.booking(id)
        if booking is None:
            return BookingVisit("unknown")
        visit = self._checked(booking, work.screening, at)
        work.record_opening(booking, visit.kind, at)
        return visit

    def _checked(self, booking: Booking, screening: Screening, at: datetime) -> BookingVisit:
        if at >= booking.expires_at:
            return BookingVisit("expired")
        if not still_holds(booking, screening, self._knowledge, at):
            return BookingVisit("withdrawn")
        url = self._settings.booking_url or self._knowledge.clinic.booking_url
        return BookingVisit("forward", url) if url else BookingVisit("demonstration")
