"""Emergency advice for a message that is not answered as usual. It needs no store."""

from __future__ import annotations

import logging

from bot.channels.conversations import Conversations, emergency_in
from bot.channels.telegram.incoming import IncomingUpdate
from bot.channels.telegram.texts import Sentences
from bot.channels.web.logs import described

log = logging.getLogger(__name__)


class Advice:
    """Reads red flags from what was written."""

    def __init__(self, conversations: Conversations, sentences: Sentences) -> None:
        self._conversations, self._sentences = conversations, sentences

    def of(self, text: str) -> str | None:
        """The advice for a red flag in the text."""
        try:
            found = emergency_in(text, self._conversations)
        except Exception as error:  # noqa: BLE001  the message is refused in any case
            log.error("no advice could be read", extra={"error": described(error)})
            return None
        return found.text if found else None

    def refusal(self, incoming: IncomingUpdate, sentence: str) -> str:
        """A sentence of the channel's own, after the advice if there is any."""
        advice = self.of(incoming.text)
        return "\n\n".join(filter(None, (advice, self._sentences.of(sentence))))
