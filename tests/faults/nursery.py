"""Workers that serve the visitor API, forked from a process that has imported Rasa and loaded the model."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy.orm import configure_mappers

from bot.channels.attaching import attach
from bot.channels.metrics import Metrics
from bot.channels.web.app import create_app
from bot.channels.web.server import bound_socket, run
from bot.dialogue.port import Dialogue
from bot.domain.screening import Screening
from bot.service.serving import outbox_of
from bot.store.conversations.store import Store
from bot.turn.conversations import Conversations
from tests.conversation import knowledge, red_flags, settings_for

DIE_WITH_THE_PARENT = 1
WAITING = 100
"""Connections that wait at a door while its worker is replaced."""

UNLIMITED = {"ADDRESS_RATE_LIMIT": "0", "NEW_CONVERSATIONS_PER_HOUR": "0"}


class Nursery:
    """Workers over one database, each behind a door of its own that stays open when the worker is killed."""

    def __init__(
        self,
        url: str,
        dialogue: Dialogue,
        workers: int = 1,
        before: Callable[[], None] = lambda: None,
        **more: str,
    ) -> None:
        """`before` is called in each worker before it opens the database; `more` are settings."""
        self._url, self._dialogue, self._before, self._more = url, dialogue, before, more
        _warm_up(dialogue)
        self._doors = [_door() for _ in range(workers)]
        self.addresses = [f"http://127.0.0.1:{door.getsockname()[1]}" for door in self._doors]
        self._pids = [self._fork(door) for door in self._doors]

    def kill(self, which: int) -> None:
        """Kill a worker without a chance to clean up, and fork another one behind the same door."""
        self._end(self._pids[which])
        self.replace(which)

    def await_end(self, which: int) -> None:
        """Wait until a worker has ended of itself."""
        os.waitpid(self._pids[which], 0)

    def replace(self, which: int) -> None:
        """Fork another worker behind the door of one that has ended."""
        self._pids[which] = self._fork(self._doors[which])

    def close(self) -> None:
        for pid in self._pids:
            self._end(pid)
        for door in self._doors:
            door.close()

    def _end(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    def _fork(self, door: socket.socket) -> int:
        pid = os.fork()
        if pid == 0:
            self._serve(door)
        return pid

    def _serve(self, door: socket.socket) -> NoReturn:
        """What a worker does until it is killed. Its store is made after the fork."""
        try:
            ctypes.CDLL(None).prctl(DIE_WITH_THE_PARENT, signal.SIGKILL)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            self._before()
            settings = settings_for(self._url, **UNLIMITED, **self._more)
            store, metrics = Store(self._url), Metrics()
            made = Conversations(store, self._dialogue, knowledge(), red_flags(), settings)
            outbox = outbox_of(store, settings, metrics)
            app = create_app(made, settings, knowledge(), metrics, outbox.tell_clinic)
            attach(app, outbox)
            run(app, door)
        finally:
            os._exit(1)


@contextmanager
def nursery(
    url: str, dialogue: Dialogue, workers: int = 1, before: Callable[[], None] = lambda: None, **more: str
) -> Iterator[Nursery]:
    """Workers on the database `url`, which is migrated first."""
    store = Store(url)
    store.migrate()
    store.dispose()
    made = Nursery(url, dialogue, workers, before, **more)
    try:
        yield made
    finally:
        made.close()


def _door() -> socket.socket:
    """A door where people may wait already, as before a balancer."""
    door = bound_socket("127.0.0.1", 0)
    door.listen(WAITING)
    return door


def _warm_up(dialogue: Dialogue) -> None:
    """What takes longer the first time is done before the fork, or each worker would be killed at that."""
    knowledge()
    red_flags()
    configure_mappers()
    dialogue.respond(Screening(), dialogue.understand("what are the risks?", Screening()))
