"""Telegram's Bot API through python-telegram-bot, and only what is needed of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlencode

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.outgoing import Outgoing

KINDS: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates to be told about."""
_A_SECOND: Final = 28
"""Messages a second: Telegram allows a bot about thirty."""
_BATCH: Final = 100
_TELEGRAM: Final = "https://api.telegram.org"
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


class Api:
    """The calls. Each raises a TelegramError when Telegram refuses it or cannot be reached."""

    def __init__(self, token: str, base: str | None) -> None:
        self._polling = HTTPXRequest(connection_pool_size=1)
        request = HTTPXRequest(connection_pool_size=16, read_timeout=10, write_timeout=10, pool_timeout=5)
        self._bot = Bot(
            token, base_url=f"{base or _TELEGRAM}/bot", request=request, get_updates_request=self._polling
        )
        self._next = 0.0

    async def begin(self) -> str:
        """Connect; the bot's own name. The only call of getMe. Raises InvalidToken for a wrong token."""
        await self._bot.initialize()
        return str(self._bot.username)

    async def close(self) -> None:
        await self._bot.shutdown()

    async def set_menu(self, menu: list[tuple[str, str]]) -> None:
        """Tell Telegram the commands that it shows in private chats."""
        commands = [BotCommand(command, description) for command, description in menu]
        await self._bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())

    async def poll(self) -> None:
        """Have updates kept for polling instead of sent to an address. None is dropped."""
        await self._bot.delete_webhook()

    async def call_back(self, url: str, secret: str) -> None:
        """Have updates sent to an address, with a secret that shows that it is Telegram."""
        await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(KINDS))

    async def updates(self, offset: int | None, seconds: int) -> list[Any]:
        """New updates as they are. Those before `offset` are confirmed by it, and are gone."""
        values: dict[str, Any] = {"timeout": seconds, "limit": _BATCH, "allowed_updates": json.dumps(KINDS)}
        if offset is not None:
            values["offset"] = offset
        # Not by Bot.get_updates: one update that the library cannot read would hide all the others.
        url = f"{self._bot.base_url}/getUpdates?{urlencode(values)}"
        found = await self._polling.post(url, read_timeout=seconds + 5)
        return found if isinstance(found, list) else []

    async def deliver(self, outgoing: Outgoing) -> int | None:
        """Send or edit a message; the number of a new one.

        What Telegram does not take as it is goes again without markup and buttons.
        """
        await self._pace()
        if outgoing.edits is not None:
            await self._edit(outgoing)
            return None
        try:
            return await self._send(outgoing.chat, outgoing.text, ParseMode.HTML, _keyboard(outgoing))
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                raise
            return await self._send(outgoing.chat, outgoing.plain, None, None)

    async def tell(self, chat: int, text: str) -> None:
        """Send a text at once, if that is possible: for when nothing can be stored."""
        with suppress(TelegramError):  # nothing better is left to be done
            await self._send(chat, text, None, None)

    async def stop_waiting(self, query: str) -> None:
        """End the little clock on a button that was tapped. Too late is no harm."""
        with suppress(TelegramError):
            await self._bot.answer_callback_query(query)

    async def show_typing(self, chat: int) -> None:
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat, ChatAction.TYPING)

    async def _send(
        self, chat: int, text: str, mode: str | None, keyboard: InlineKeyboardMarkup | None
    ) -> int:
        sent = await self._bot.send_message(
            chat, text, parse_mode=mode, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
        )
        return sent.message_id

    async def _edit(self, outgoing: Outgoing) -> None:
        entities = [MessageEntity.de_json(dict(entity), None) for entity in outgoing.entities]
        with suppress(BadRequest):  # it says so already, or is too old, or was deleted
            await self._bot.edit_message_text(
                outgoing.plain,
                chat_id=outgoing.chat,
                message_id=outgoing.edits,
                entities=entities,
                reply_markup=None,
                link_preview_options=_NO_PREVIEW,
            )

    async def _pace(self) -> None:
        now = time.monotonic()
        self._next = max(now, self._next) + 1 / _A_SECOND
        await asyncio.sleep(self._next - 1 / _A_SECOND - now)


def _keyboard(outgoing: Outgoing) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(button.text, callback_data=button.data, url=button.url) for button in row]
        for row in outgoing.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def described_kind(error: TelegramError) -> Mapping[str, str]:
    """What may be logged of an error: its message can hold the token."""
    return {"type": type(error).__name__}
