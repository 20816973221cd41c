"""Killed between the commit of a turn and its alert: it is told after the restart, and by another process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from bot.channels.outbox.alerts import AlertCarrier
from tests.channels.listener import Listener
from tests.conversation import knowledge, sqlite_file
from tests.fake_dialogue import FakeDialogue
from tests.faults.nursery import Nursery, nursery
from tests.telegram.person import until

pytestmark = pytest.mark.faults

DANGER = "I have crushing chest pain going down my left arm"


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


async def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def only_once(mark: Path) -> None:
    """The first worker is killed when it begins to tell; those after it are not."""
    if not mark.exists():
        mark.touch()
        AlertCarrier.deliver = killed  # type: ignore[method-assign, assignment]


def told_after_a_kill(workers: Nursery, listener: Listener) -> None:
    address = f"{workers.addresses[0]}/api/chat"
    begun = httpx.post(f"{address}/conversations", timeout=30).json()
    headers = {"Authorization": f"Bearer {begun['token']}"}
    message = {"id": str(uuid4()), "text": DANGER}
    with suppress(httpx.TransportError):  # it may have died before it could answer
        httpx.post(f"{address}/messages", json=message, headers=headers, timeout=30)
    workers.await_end(0)
    assert listener.heard == []
    workers.replace(0)
    until(lambda: listener.heard, 90)
    again = httpx.post(f"{address}/messages", json=message, headers=headers, timeout=30).json()
    assert again["screening"]["red_flags"] == ["cardiac"], "it was committed before the kill"
    (heard,) = listener.heard
    assert heard["flag"] == "cardiac"


def test_an_alert_survives_a_kill(tmp_path: Path, listener: Listener) -> None:
    before = partial(only_once, tmp_path / "killed")
    dialogue = FakeDialogue(knowledge())
    with nursery(sqlite_file(tmp_path), dialogue, before=before, ALERT_URL=listener.url) as workers:
        told_after_a_kill(workers, listener)


@pytest.mark.postgres
@pytest.mark.slow
def test_an_alert_survives_a_kill_on_postgresql(
    tmp_path: Path, listener: Listener, postgres_url: str
) -> None:
    """There it waits for the end of the lease of the one who died over it."""
    before = partial(only_once, tmp_path / "killed")
    with nursery(postgres_url, FakeDialogue(knowledge()), before=before, ALERT_URL=listener.url) as workers:
        told_after_a_kill(workers, listener)
