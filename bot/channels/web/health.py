"""`/healthz` and `/readyz`: is the process alive, and can it do its work."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.conversations import Conversations
from bot.channels.web.logs import described
from bot.channels.web.problems import RETRY_SECONDS
from bot.channels.web.workers import Pool

log = logging.getLogger(__name__)
_KEPT_SECONDS: Final = 1.0


class Health:
    """The two checks. A result of the second is kept for a second, so that asking it often costs nothing."""

    def __init__(self, conversations: Conversations, pool: Pool) -> None:
        self._conversations, self._pool = conversations, pool
        self._one_at_a_time = asyncio.Lock()
        self._checked, self._ready = float("-inf"), False

    def routes(self) -> list[Route]:
        return [Route("/healthz", self.alive), Route("/readyz", self.ready)]

    async def alive(self, request: Request) -> Response:
        """The process answers; nothing else is asked."""
        return JSONResponse({"status": "alive"})

    async def ready(self, request: Request) -> Response:
        """A typed message is answered, the database can be written, and the process is not about to end."""
        if request.app.state.leaving:
            return JSONResponse({"status": "leaving"}, 503, {"Retry-After": str(RETRY_SECONDS)})
        async with self._one_at_a_time:
            if time.monotonic() - self._checked >= _KEPT_SECONDS:
                self._ready = await self._check()
                self._checked = time.monotonic()
        if self._ready:
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": "not ready"}, 503, {"Retry-After": str(RETRY_SECONDS)})

    async def _check(self) -> bool:
        try:
            await self._pool.run(self._conversations.check)
        except Exception as error:  # noqa: BLE001  whatever it is, the answer is "not ready"
            log.warning("not ready", extra={"error": described(error)})
            return False
        return True
