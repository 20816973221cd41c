"""Tells the clinic's own address that a red flag was reported: which conversation, which flag, no text."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Final

import httpx

from bot.channels.outbox.sequences import pause
from bot.channels.outbox.worker import Delivered, Later, Result
from bot.store.outbox.models import Kind
from bot.store.outbox.outbox import Due

log = logging.getLogger(__name__)

PAUSES: Final = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds before the second attempt, the third, and so on; the last one for all that follow."""
_TIMEOUT: Final = 5.0


class AlertCarrier:
    """Posts alerts to `url`: each at least once, and seldom more, for an answer may be lost on its way."""

    kind: Kind = "alert"
    in_order = False

    def __init__(self, url: str, pauses: Sequence[float] = PAUSES) -> None:
        self._url, self._pauses = url, pauses
        self._client = httpx.AsyncClient(timeout=_TIMEOUT)

    async def deliver(self, due: Due) -> Result:
        """Post one; anything but a success is no answer, and it is posted again."""
        alert = json.loads(due.payload)
        try:
            answer = await self._client.post(self._url, json=alert)
            if answer.is_success:
                return Delivered()
            reason = str(answer.status_code)
        except httpx.HTTPError as error:
            reason = type(error).__name__
        log.warning(
            "an alert was not delivered", extra={"conversation": alert["conversation"], "kind": reason}
        )
        return Later(pause(due.attempts, self._pauses))

    async def close(self) -> None:
        await self._client.aclose()
