"""The Telegram channel, put together; it runs beside the web application, on its event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.routing import BaseRoute
from telegram.error import InvalidToken, TelegramError

from bot.channels.conversations import Conversations
from bot.channels.ending import end
from bot.channels.metered import Metered
from bot.channels.outbox.sequences import Sequences, pause
from bot.channels.outbox.worker import OutboxWorker
from bot.channels.telegram.advice import Advice
from bot.channels.telegram.api import Api, described_kind
from bot.channels.telegram.handling import UpdateHandler
from bot.channels.telegram.incoming import read
from bot.channels.telegram.linking import Linking
from bot.channels.telegram.polling import POLL_SECONDS, Poller
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.secrecy import Secrecy, Unreadable
from bot.channels.telegram.sending import PAUSES, TelegramCarrier
from bot.channels.telegram.texts import Sentences
from bot.channels.telegram.turns import CHANNEL, UpdateTurns
from bot.channels.telegram.webhook import PATH, Webhook
from bot.channels.web.admission import Admission
from bot.channels.web.logs import described
from bot.content.knowledge import Knowledge
from bot.settings import Settings
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable
from bot.store.database.leader_lock import LeaderLock
from bot.store.outbox.outbox import Outbox
from bot.store.telegram.chats import Chats
from bot.store.telegram.inbox import Inbox, Taken

log = logging.getLogger(__name__)

_THREADS: Final = 8
_TURNS_AT_ONCE: Final = 6
_CLEAR_EVERY: Final = 720
_NOTED_SECONDS: Final = 2.0
"""So long a text waits for the message that is being sent to be noted: it may be what the text answers."""
_LOOK_SECONDS: Final = 0.05


@dataclass(frozen=True)
class Timing:
    """How long the channel waits for what."""

    poll: int = POLL_SECONDS
    sweep: float = 5.0
    finish: float = 10.0
    pauses: tuple[float, ...] = PAUSES


class Channel:
    """Updates in, turns; what is to be sent waits in the outbox, whose worker takes it to Telegram.

    `start` and `stop` are called on the event loop, while the outbox is at work.
    """

    def __init__(
        self,
        conversations: Conversations,
        settings: Settings,
        knowledge: Knowledge,
        store: Store,
        outbox: OutboxWorker,
        timing: Timing = Timing(),
    ) -> None:
        self._settings, self._timing = settings, timing
        self._metrics, self._leader = outbox.metrics, LeaderLock(settings.database_url)
        self._alone = store.dialect == "sqlite"  # no other process works on this file
        conversations = Metered(conversations, self._metrics, CHANNEL)
        self._secrecy, self._sentences = Secrecy(settings.keys), Sentences(knowledge)
        self._api = Api(settings.telegram_bot_token or "", settings.telegram_api_base)
        self._inbox, self._waiting, self._chats = Inbox(store), Outbox(store), Chats(store)
        self._outbox = outbox
        self._outbox.carry(TelegramCarrier(self._api, self._secrecy, timing.pauses))
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="telegram")
        self._metrics.watch(lambda: {"telegram_updates": self._inbox.waiting()})
        advice = Advice(conversations, self._sentences)
        turns = UpdateTurns(conversations, self._inbox, self._chats, self._secrecy, self._sentences, advice)
        self._handler = UpdateHandler(
            turns, self._inbox, self._waiting, advice, settings.rate_limit, timing.pauses
        )
        self._turns = Sequences[str](self._turn, _TURNS_AT_ONCE)
        self._receiver = Receiver(
            self._api, self._inbox, self._secrecy, advice, self._threads, wake=self._turns.wake
        )
        admission = Admission.of(settings)
        self._linking = Linking(conversations, self._chats, self._secrecy, admission, lambda: self._name)
        self._name: str | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def routes(self) -> list[BaseRoute]:
        """What the web application serves for this channel."""
        secret = self._settings.telegram_webhook_secret
        hook = [Webhook(self._receiver, secret).route()] if secret else []
        return [self._linking.route(), *hook]

    async def start(self) -> None:
        """Begin to receive and to handle. Does not wait for Telegram."""
        if self._alone:
            await self._stored(self._inbox.free_all)
        for work in (self._receive, self._sweep):
            self._tasks.append(asyncio.get_running_loop().create_task(self._kept_up(work)))

    async def stop(self) -> None:
        """Finish what has begun. What is left waits in the store."""
        await end(self._tasks)
        await self._turns.close(self._timing.finish)
        await self._receiver.close()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._leader.let_go()
        self._linking.close()

    async def _receive(self) -> None:
        attempts = 0
        while True:
            try:
                await self._connect()
                break
            except InvalidToken:
                log.error("Telegram refuses the token: set TELEGRAM_BOT_TOKEN to one of BotFather's")
                return
            except TelegramError as error:
                attempts += 1
                log.warning("Telegram cannot be reached", extra=described_kind(error))
                await asyncio.sleep(pause(attempts, self._timing.pauses))
        if not self._settings.telegram_webhook_secret:
            timing = self._timing
            await Poller(self._api, self._receiver, self._polls, timing.poll, timing.pauses).run()

    async def _polls(self) -> bool:
        """Whether this process is the one that polls."""
        ours: bool = await self._stored(self._leader.held)
        self._metrics.polls.set(ours)
        return ours

    async def _connect(self) -> None:
        self._name = self._name or await self._api.begin()
        if secret := self._settings.telegram_webhook_secret:
            await self._api.call_back(f"{self._settings.public_url}{PATH}", secret)
        else:
            await self._api.poll()
        try:
            await self._api.set_menu(self._sentences.menu())
        except TelegramError as error:  # commands work without the menu too
            log.warning("the menu could not be set", extra=described_kind(error))

    async def _kept_up(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Whatever unforeseen ends it, it begins again."""
        while True:
            try:
                return await work()
            except Exception as error:  # noqa: BLE001  nobody else would notice
                log.error("the channel had to begin again", extra={"error": described(error)})
                await asyncio.sleep(self._timing.pauses[-1])

    async def _sweep(self) -> None:
        """Find what waits: after a start, after a failure, and what another process left behind."""
        rounds = 0
        while True:
            try:
                for chat in await self._stored(self._inbox.chats_waiting):
                    self._turns.wake(chat)
                if rounds % _CLEAR_EVERY == 0:
                    await self._stored(self._inbox.clear)
                rounds += 1
            except Unavailable:
                log.warning("what waits could not be read")
            await asyncio.sleep(self._timing.sweep)

    async def _turn(self, chat: str) -> float | None:
        """Handle the next update of a chat."""
        try:
            taken = await self._stored(partial(self._inbox.take, chat))
        except Unavailable:
            await self._receiver.tell_waiting(chat)
            return self._timing.pauses[0]
        return await self._handle(taken) if taken else None

    async def _handle(self, taken: Taken) -> float:
        try:
            incoming = read(self._secrecy.open(taken.sealed))
        except Unreadable:
            log.error("an update was dropped: it was sealed with a SECRET_KEY that is not given")
            await self._stored(partial(self._inbox.finish, taken))
            return 0.0
        if (name := self._secrecy.chat(incoming.chat)) != taken.chat:
            await self._stored(partial(self._inbox.rename, taken, name))
            self._turns.wake(name)
            return 0.0
        if incoming.kind in ("text", "edit", "tap"):
            self._receiver.begin(self._api.show_typing(incoming.chat))
        if incoming.kind == "text":
            await self._shown(taken.chat)
        handled = await self._stored(partial(self._handler.handle, taken, incoming))
        if handled.tell:
            await self._receiver.tell_not_stored(taken.update_id, incoming)
        if handled.again is None:
            self._receiver.forget(taken.update_id)
        if handled.is_urgent:
            self._outbox.tell_clinic()
        self._outbox.wake("telegram", taken.chat)
        return handled.again or 0.0

    async def _shown(self, chat: str) -> None:
        """Wait until the message is noted that is being sent to this chat, by us or by another process."""
        await self._outbox.delivery_ended("telegram", chat, _NOTED_SECONDS)
        if self._alone:
            return
        is_sending = partial(self._waiting.is_delivering, "telegram", chat, _NOTED_SECONDS)
        with suppress(Unavailable):  # what cannot be stored is told by the turn
            for _ in range(round(_NOTED_SECONDS / _LOOK_SECONDS)):
                if not await self._stored(is_sending):
                    return
                await asyncio.sleep(_LOOK_SECONDS)

    async def _stored(self, call: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
