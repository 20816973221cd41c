"""Emergency advice for a message that is refused. It needs no store."""

from __future__ import annotations

from bot.channels.cleaning import LONGEST_TEXT
from bot.channels.conversations import Conversations
from bot.domain.messages import Emergency


def emergency_in(text: str, conversations: Conversations) -> Emergency | None:
    """The advice for a red flag in the text; of a very long one, its two ends are read. Blocks."""
    ends = (text[:LONGEST_TEXT], text[LONGEST_TEXT:][-LONGEST_TEXT:])
    return next(filter(None, map(conversations.emergency, filter(None, ends))), None)
