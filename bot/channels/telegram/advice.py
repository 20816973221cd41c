"""Emergency advice for a message that is not answered as usual. It needs no store."""

from __future__ import annotations

import logging
from typing import Final

from bot.channels.conversations import Conversations
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.words import Words
from bot.channels.web.logs import described

log = logging.getLogger(__name__)

LONGEST_TEXT: Final = 2000
"""Characters of a message that is read; as on the web."""


class Advice:
    """Reads red flags from what was written."""

    def __init__(self, conversations: Conversations, words: Words) -> None:
        self._conversations, self._words = conversations, words

    def of(self, text: str) -> str | None:
        """The advice for a red flag in the text; of a very long one, its two ends are read."""
        for end in filter(None, (text[:LONGEST_TEXT], text[LONGEST_TEXT:][-LONGEST_TEXT:])):
            try:
                found = self._conversations.emergency(end)
            except Exception as error:  # noqa: BLE001  the message is refused in any case
                log.error("no advice could be read", extra={"error": described(error)})
                return None
            if found:
                return found.text
        return None

    def refusal(self, incoming: Incoming, sentence: str) -> str:
        """A sentence of the channel's own, after the advice if there is any."""
        advice = self.of(incoming.text)
        return "\n\n".join(filter(None, (advice, self._words.of(sentence))))
