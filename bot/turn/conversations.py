"""The door to all conversations, for every channel: turns, history, booking and erasing behind one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from bot.content.knowledge import Knowledge
from bot.dialogue.port import Dialogue
from bot.domain.errors import NotStored
from bot.domain.messages import Begun, BookingVisit, Emergency, IncomingMessage, Reply
from bot.domain.screening import NewerForm
from bot.screening.wording import advice
from bot.settings import Settings
from bot.store.conversations.store import Store
from bot.store.database.errors import Refused, Unavailable
from bot.turn.booking import Bookings
from bot.turn.history import History
from bot.turn.turns import Turns

NOT_STORED = (Unavailable, Refused, NewerForm, TimeoutError)
"""What may be better when the same message is sent again."""


class Conversations:
    """Begins conversations and takes their turns. Blocking; safe to use from several threads.

    Where something cannot be stored or read now, every method raises NotStored.
    """

    def __init__(
        self,
        store: Store,
        dialogue: Dialogue,
        knowledge: Knowledge,
        red_flags: Callable[[str], tuple[str, ...]],
        settings: Settings,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._store, self._dialogue, self._knowledge, self._red_flags = store, dialogue, knowledge, red_flags
        self._bookings = Bookings(store, knowledge, settings, now)
        address = self._bookings.address
        self._turns = Turns(store, dialogue, knowledge, settings, address, now)
        self._history = History(store, knowledge, address, settings.conversation_days, now)

    def begin(self, channel: str, locale: str) -> Begun:
        """Open a conversation with the greeting."""
        with _not_stored():
            return self._turns.begin(channel, locale)

    def say(self, conversation: str, heard: IncomingMessage) -> Reply:
        """Take one turn. The same message again gives the stored replies.

        Raises UnknownConversation, OtherContent, NeverOffered, TooFast, TooManyTurns and NotStored. Red flags
        are read before the store is touched: where it fails, the refusal carries the advice.
        """
        flags = self._red_flags(heard.text) if heard.text is not None else ()
        try:
            return self._turns.say(conversation, heard, flags)
        except NOT_STORED as error:
            raise NotStored(str(error), self._advice(flags)) from None

    def report(self, conversation: str, text: str) -> None:
        """Record the red flags of a refused message, and withdraw a link. Raises UnknownConversation."""
        flags = self._red_flags(text)
        if flags:
            with _not_stored():
                self._turns.report(conversation, text, flags)

    def history(self, conversation: str) -> Reply:
        """Every message so far. Raises UnknownConversation."""
        with _not_stored():
            return self._history.of(conversation)

    def erase(self, conversation: str) -> None:
        """Erase everything of a conversation. Raises UnknownConversation."""
        with _not_stored():
            self._store.erase(conversation)

    def emergency(self, text: str) -> Emergency | None:
        """The advice for a text that holds a red flag. Needs no store."""
        return self._advice(self._red_flags(text))

    def visit_booking(self, reference: str) -> BookingVisit:
        """Open a booking reference: checked anew each time, and recorded."""
        with _not_stored():
            return self._bookings.visit(reference)

    def check(self) -> None:
        """Raise unless messages can be understood and stored."""
        self._dialogue.check()
        self._store.check_writable()

    def _advice(self, flags: tuple[str, ...]) -> Emergency | None:
        return Emergency(flags[0], advice(flags[0], self._knowledge)) if flags else None


@contextmanager
def _not_stored() -> Iterator[None]:
    """Raise NotStored for what the store refuses or what took too long."""
    try:
        yield
    except NOT_STORED as error:
        raise NotStored(str(error)) from None
