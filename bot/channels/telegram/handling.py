"""Handles the updates of a chat one after the other, each until it is done."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from bot.channels.outbox.sequences import pause
from bot.channels.telegram.advice import Advice
from bot.channels.telegram.incoming import IncomingUpdate
from bot.channels.telegram.rendering import notice
from bot.channels.telegram.sending import PAUSES
from bot.channels.telegram.texts import Sentences
from bot.channels.telegram.turns import UpdateAnswer, UpdateTurns
from bot.channels.web.limits import HOUR, MINUTE, Window
from bot.channels.web.logs import described
from bot.domain.errors import NotStored, TooFast, TooManyTurns
from bot.store.database.errors import Refused, Unavailable
from bot.store.outbox.outbox import Outbox
from bot.store.telegram.inbox import Inbox, Taken

log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 5
"""A fault of ours is tried again so often. What could not be stored is tried for as long as it takes."""
_ALBUM_SECONDS: Final = 3.0


@dataclass(frozen=True)
class Handled:
    """What is left to do: come `again` in so many seconds, `tell` that it waits, tell what `is_urgent`."""

    again: float | None = None
    tell: bool = False
    is_urgent: bool = False


class UpdateHandler:
    """Handles one update. Blocking: for a worker thread."""

    def __init__(
        self,
        turns: UpdateTurns,
        inbox: Inbox,
        outbox: Outbox,
        advice: Advice,
        rate_limit: int,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._turns, self._inbox, self._outbox, self._advice = turns, inbox, outbox, advice
        self._sentences: Sentences = turns.sentences
        self._pauses = pauses
        self._rate = Window(rate_limit, MINUTE)
        self._told_rate = Window(1, MINUTE)
        self._told_group = Window(1, HOUR)
        self._told_media = Window(1, _ALBUM_SECONDS)

    def handle(self, taken: Taken, incoming: IncomingUpdate) -> Handled:
        """Do what the update asks for, and note that it is done."""
        try:
            answered = self._answer(taken, incoming)
            outgoing = self._turns.sealed(answered.outgoing)
            self._inbox.finish(taken, answered.conversation, outgoing, answered.heard, incoming.locale)
        except (NotStored, Unavailable, Refused) as error:
            return self._not_stored(taken, error)
        except Exception as error:  # noqa: BLE001  the person is told, and the next update is not held up
            return self._failed(taken, incoming, error)
        return Handled(is_urgent=bool(answered.reply and answered.reply.screening.red_flags))

    def _answer(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        if incoming.kind == "blocked":
            self._outbox.drop_all("telegram", taken.chat)
        if incoming.kind in ("blocked", "other"):
            return UpdateAnswer()
        if incoming.kind in ("group", "media"):
            window = self._told_group if incoming.kind == "group" else self._told_media
            return self._once(window, taken, incoming)
        if taken.attempts == 1 and self._rate.wait(taken.chat) > 0:
            return self._too_fast(taken, incoming)
        if taken.attempts == 1:
            self._rate.take(taken.chat)
        try:
            answered = self._turns.take(taken, incoming)
        except TooFast:
            return self._too_fast(taken, incoming)
        except TooManyTurns:
            text = self._advice.refusal(incoming, "full")
            return UpdateAnswer(notice(incoming.chat, text), taken.conversation)
        return self._with_caption(answered, incoming)

    def _with_caption(self, answered: UpdateAnswer, incoming: IncomingUpdate) -> UpdateAnswer:
        """The words under a picture were read; that the picture was not is said too."""
        if not incoming.media:
            return answered
        outgoing = [*notice(incoming.chat, self._sentences.of("media")), *answered.outgoing]
        return UpdateAnswer(outgoing, answered.conversation, answered.heard, answered.reply)

    def _once(self, window: Window, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        """Say it, unless it was said a moment ago."""
        if window.wait(taken.chat) > 0:
            return UpdateAnswer()
        window.take(taken.chat)
        return UpdateAnswer(notice(incoming.chat, self._sentences.of(incoming.kind)))

    def _too_fast(self, taken: Taken, incoming: IncomingUpdate) -> UpdateAnswer:
        advice = self._advice.of(incoming.text)
        told = self._told_rate.wait(taken.chat) > 0
        if told and not advice:
            return UpdateAnswer()
        self._told_rate.take(taken.chat)
        return UpdateAnswer(notice(incoming.chat, self._advice.refusal(incoming, "too_fast")))

    def _not_stored(self, taken: Taken, error: Exception) -> Handled:
        """The update stays; the person is told at the first attempt."""
        log.warning("not stored", extra={"kind": type(error).__name__, **_numbers(taken)})
        return self._again(taken, tell=taken.attempts == 1)

    def _failed(self, taken: Taken, incoming: IncomingUpdate, error: Exception) -> Handled:
        log.error("an update failed", extra={"error": described(error), **_numbers(taken)})
        if taken.attempts < MOST_ATTEMPTS:
            return self._again(taken)
        outgoing = notice(incoming.chat, self._advice.refusal(incoming, "given_up"))
        try:
            self._inbox.finish(taken, None, self._turns.sealed(outgoing))
        except (Unavailable, Refused):
            return self._again(taken)
        return Handled()

    def _again(self, taken: Taken, tell: bool = False) -> Handled:
        seconds = pause(taken.attempts, self._pauses)
        with suppress(Unavailable, Refused):  # then its lease ends by itself
            self._inbox.again(taken, seconds)
        return Handled(seconds, tell)


def _numbers(taken: Taken) -> dict[str, object]:
    """Which update it was, of which conversation, and how often it was tried."""
    return {"update": taken.update_id, "conversation": taken.conversation, "attempt": taken.attempts}
