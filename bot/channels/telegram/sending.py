"""Takes messages and edits to Telegram."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Final

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.outbox.sequences import pause
from bot.channels.outbox.worker import Delivered, Dropped, Later, Result
from bot.channels.telegram.api import Api, described_kind, seconds_of
from bot.channels.telegram.outgoing import from_json
from bot.channels.telegram.secrecy import Secrecy, Unreadable
from bot.store.outbox.models import Kind
from bot.store.outbox.outbox import Due
from bot.store.telegram.chats import note_shown

log = logging.getLogger(__name__)

PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds before the second attempt, the third, and so on; the last one for all that follow."""


class TelegramCarrier:
    """Sends what waits for a chat, in its order."""

    kind: Kind = "telegram"
    in_order = True

    def __init__(self, api: Api, secrecy: Secrecy, pauses: Sequence[float] = PAUSES) -> None:
        self._api, self._secrecy, self._pauses = api, secrecy, pauses

    async def deliver(self, due: Due) -> Result:
        """Send one; what Telegram shows it as is noted with it."""
        try:
            message_id = await self._api.deliver(from_json(self._secrecy.open(due.payload)))
        except RetryAfter as error:
            return Later(0.1 + seconds_of(error))
        except Forbidden:
            return Dropped(everything=True)  # the person blocked the bot
        except (BadRequest, ChatMigrated, Unreadable) as error:
            log.error("a message was dropped", extra={"kind": type(error).__name__})
            return Dropped()
        except TelegramError as error:
            level = logging.ERROR if isinstance(error, InvalidToken) else logging.WARNING
            log.log(level, "a message was not sent", extra=described_kind(error))
            return Later(pause(due.attempts, self._pauses))
        return Delivered(None if message_id is None else partial(note_shown, due=due, message_id=message_id))

    async def close(self) -> None:
        await self._api.close()
