"""`POST /api/chat/telegram-link`: a one-time link that carries a conversation over to Telegram."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.conversations import Conversations
from bot.channels.telegram.secrecy import Secrecy
from bot.channels.web.admission import Admission
from bot.channels.web.limits import HOUR, Window
from bot.channels.web.problems import RETRY_SECONDS, Problem
from bot.channels.web.routes import answer
from bot.channels.web.workers import Pool
from bot.domain.errors import UnknownConversation
from bot.store.database.errors import Refused
from bot.store.telegram.chats import Chats

PATH: Final = "/api/chat/telegram-link"
SECONDS: Final = 600
"""How long a link can be used."""
_AN_HOUR: Final = 20
_ADDRESS: Final = "https://t.me/{name}?start={token}"


class Linking:
    """Makes links. `name` gives the bot's name once Telegram told it."""

    def __init__(
        self,
        conversations: Conversations,
        chats: Chats,
        secrecy: Secrecy,
        admission: Admission,
        name: Callable[[], str | None],
    ) -> None:
        self._conversations, self._chats, self._secrecy = conversations, chats, secrecy
        self._admission, self._name = admission, name
        self._pool = Pool("telegram-link", 2)
        self._made = Window(_AN_HOUR, HOUR)

    def route(self) -> Route:
        return Route(PATH, self.make, methods=["POST"])

    async def make(self, request: Request) -> Response:
        """`201 {"url", "expires_at"}` for the conversation that the request's token names."""
        conversation = self._admission.conversation(request)
        name = self._name()
        if name is None:
            raise Problem("failed", RETRY_SECONDS)
        if (wait := self._made.wait(conversation)) > 0:
            raise Problem("too_fast", wait)
        token = secrets.token_urlsafe(32)
        await answer(self._pool, partial(self._add, conversation, token))
        self._made.take(conversation)
        expires = datetime.now(timezone.utc) + timedelta(seconds=SECONDS)
        body = {
            "url": _ADDRESS.format(name=name, token=token),
            "expires_at": expires.isoformat(timespec="seconds").replace("+00:00", "Z"),
        }
        return JSONResponse(body, 201)

    def close(self) -> None:
        self._pool.close()

    def _add(self, conversation: str, token: str) -> None:
        self._conversations.history(conversation)  # a conversation too long unused is not carried over
        try:
            self._chats.add_link(self._secrecy.links(token)[0], conversation, SECONDS)
        except Refused:
            raise UnknownConversation(conversation) from None
