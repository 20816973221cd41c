"""What a channel needs of the rest: conversations that can be begun, continued, read and erased."""

from typing import Protocol

from bot.channels.cleaning import LONGEST_TEXT
from bot.domain.messages import Begun, BookingVisit, Emergency, IncomingMessage, Reply


class Conversations(Protocol):
    """The conversations as a channel sees them. Every call blocks: make it in a worker thread."""

    def begin(self, channel: str, locale: str) -> Begun:
        """Open a conversation. Raises NotStored."""

    def say(self, conversation: str, heard: IncomingMessage) -> Reply:
        """Run one turn and store it.

        Raises UnknownConversation, OtherContent, NeverOffered, TooFast, TooManyTurns or NotStored; the
        conversation is then as it was before.
        """

    def report(self, conversation: str, text: str) -> None:
        """Record the red flags of a message that was refused. Raises UnknownConversation or NotStored."""

    def history(self, conversation: str) -> Reply:
        """Every visible message, oldest first. Raises UnknownConversation or NotStored."""

    def erase(self, conversation: str) -> None:
        """Erase everything of a conversation. Raises UnknownConversation or NotStored."""

    def emergency(self, text: str) -> Emergency | None:
        """The advice for a red flag in this text. Pure: it needs no store."""

    def visit_booking(self, reference: str) -> BookingVisit:
        """Record that a booking reference was opened and check anew what it leads to. Raises NotStored."""

    def check(self) -> None:
        """Return if the model is loaded and the database can be written, else raise."""


def emergency_in(text: str, conversations: Conversations) -> Emergency | None:
    """The advice for a red flag in a refused text. Blocks."""
    return next(filter(None, map(conversations.emergency, _ends(text))), None)


def report_emergency(conversation: str, text: str, conversations: Conversations) -> None:
    """Record the red flags of a message that was refused (contract, rule 5). Blocks."""
    for end in _ends(text):
        conversations.report(conversation, end)


def _ends(text: str) -> tuple[str, ...]:
    """A text in pieces that can be read: of a very long one, its two ends."""
    return tuple(filter(None, (text[:LONGEST_TEXT], text[LONGEST_TEXT:][-LONGEST_TEXT:])))
