"""Conversations as one channel has them, counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.conversations import Conversations
from bot.channels.metrics import Metrics
from bot.domain.errors import THEIRS, NotStored
from bot.domain.messages import Begun, BookingVisit, Emergency, IncomingMessage, News, Reply


class Metered:
    """Does what the conversations do, and counts for `channel` what came of it."""

    def __init__(self, conversations: Conversations, metrics: Metrics, channel: str) -> None:
        self._conversations, self._metrics, self._channel = conversations, metrics, channel

    def begin(self, channel: str, locale: str) -> Begun:
        with self._errors():
            begun = self._conversations.begin(channel, locale)
        self._metrics.conversations.labels(self._channel).inc()
        return begun

    def say(self, conversation: str, heard: IncomingMessage) -> Reply:
        with self._errors(), self._metrics.turn_seconds.labels(self._channel).time():
            reply = self._conversations.say(conversation, heard)
        if reply.news is not None:
            self._count(reply.news)
        return reply

    def report(self, conversation: str, text: str) -> None:
        with self._errors():
            self._conversations.report(conversation, text)

    def history(self, conversation: str) -> Reply:
        with self._errors():
            return self._conversations.history(conversation)

    def erase(self, conversation: str) -> None:
        with self._errors():
            self._conversations.erase(conversation)

    def emergency(self, text: str) -> Emergency | None:
        return self._conversations.emergency(text)

    def visit_booking(self, reference: str) -> BookingVisit:
        with self._errors():
            return self._conversations.visit_booking(reference)

    def check(self) -> None:
        self._conversations.check()

    def _count(self, news: News) -> None:
        self._metrics.turns.labels(self._channel).inc()
        if news.outcome:
            self._metrics.outcomes.labels(self._channel, news.outcome).inc()
        for flag in news.red_flags:
            self._metrics.red_flags.labels(self._channel, flag).inc()
        if not news.understood:
            self._metrics.not_understood.labels(self._channel).inc()
        if news.failed:
            self._metrics.errors.labels(self._channel, "technical_problem").inc()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except THEIRS:
            raise
        except Exception as error:
            kind = "not_stored" if isinstance(error, NotStored) else "failed"
            self._metrics.errors.labels(self._channel, kind).inc()
            raise
