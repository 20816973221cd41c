"""The assistant behind the edge, with faults to order and messages that nobody should believe."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import datetime, timezone
from uuid import uuid4

from bot.channels.conversations import Conversations
from bot.domain.errors import NotStored
from bot.domain.messages import (
    Begun,
    BookingVisit,
    Choice,
    Emergency,
    IncomingMessage,
    Link,
    MessageView,
    Reply,
)


class Faulty:
    """Passes every call on, unless it is told to fail, to be slow or to say something of its own."""

    def __init__(self, inner: Conversations) -> None:
        self._inner = inner
        self._lock = threading.Lock()
        self.recover()

    def recover(self) -> None:
        """In order, and with nothing heard yet."""
        self.broken = False
        self.slow = 0.0
        self.says: list[str] = []
        self.heard: list[IncomingMessage] = []
        self.begun = 0

    def begin(self, channel: str, locale: str) -> Begun:
        self._meet_faults()
        self.begun += 1
        return self._inner.begin(channel, locale)

    def report(self, conversation: str, text: str) -> None:
        self._meet_faults()
        self._inner.report(conversation, text)

    def say(self, conversation: str, heard: IncomingMessage) -> Reply:
        notes = self.heard  # what comes too late belongs to the test before
        self._meet_faults(heard)
        with self._lock:
            notes.append(heard)
        if not self.says:
            return self._inner.say(conversation, heard)
        # What was made up is not stored, so the assistant does not know it when it comes back in `after`.
        reply = self._inner.say(conversation, replace(heard, after=None))
        return replace(reply, messages=(*reply.messages, *map(_unbelievable, self.says)))

    def history(self, conversation: str) -> Reply:
        self._meet_faults()
        return self._inner.history(conversation)

    def erase(self, conversation: str) -> None:
        self._meet_faults()
        self._inner.erase(conversation)

    def emergency(self, text: str) -> Emergency | None:
        return self._inner.emergency(text)

    def visit_booking(self, reference: str) -> BookingVisit:
        return self._inner.visit_booking(reference)

    def check(self) -> None:
        self._inner.check()

    def _meet_faults(self, heard: IncomingMessage | None = None) -> None:
        time.sleep(self.slow)
        if self.broken:
            text = heard.text if heard else None
            raise NotStored("out of order", self._inner.emergency(text) if text else None)


def _unbelievable(text: str) -> MessageView:
    """A message that has the text wherever one can be."""
    at = datetime.now(timezone.utc)
    choices, links = (Choice(text, text),), (Link(text, text), Link(text, f"javascript:{text}"))
    return MessageView(uuid4().hex, "bot", at, text, text, choices, links)
