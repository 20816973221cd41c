"""Webhook mode: Telegram posts each update, and shows the secret that it was given."""

from __future__ import annotations

import hmac
import logging
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.telegram.receiving import Receiver
from bot.channels.web.bodies import read_json
from bot.channels.web.problems import RETRY_SECONDS, Problem

log = logging.getLogger(__name__)

PATH: Final = "/telegram/webhook"
_HEADER: Final = "x-telegram-bot-api-secret-token"


class Webhook:
    """`POST /telegram/webhook`. An update is stored before it is answered."""

    def __init__(self, receiver: Receiver, secret: str) -> None:
        self._receiver, self._secret = receiver, secret

    def route(self) -> Route:
        return Route(PATH, self.update, methods=["POST"])

    async def update(self, request: Request) -> Response:
        given = request.headers.getlist(_HEADER)
        if len(given) != 1 or not hmac.compare_digest(given[0].encode(), self._secret.encode()):
            log.warning("a webhook call without the secret was refused")
            raise Problem("no_token")
        if not await self._receiver.receive([await read_json(request)]):
            raise Problem("not_stored", RETRY_SECONDS)
        return JSONResponse({})
