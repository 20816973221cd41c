"""Blocking calls run in threads; none of them holds up the others or the event loop."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from httpx import ASGITransport, AsyncClient, Response

from bot.channels.web import workers
from bot.channels.web.app import create_app
from bot.channels.web.workers import Busy, Pool
from bot.content.knowledge import Knowledge
from bot.settings import Settings
from tests.channels.fake import FakeConversations
from tests.channels.visitor import new_id


def test_a_call_that_gets_no_thread_in_time_is_never_made() -> None:
    made: list[str] = []
    release = threading.Event()

    async def main() -> None:
        pool = Pool("test", 1, start=0.05, finish=5)
        first = asyncio.create_task(pool.run(release.wait))
        await asyncio.sleep(0.01)
        with pytest.raises(Busy):
            await pool.run(lambda: made.append("second"))
        release.set()
        assert await first
        pool.close()

    asyncio.run(main())
    assert made == []


def test_a_call_that_has_begun_is_waited_for_and_then_given_up() -> None:
    async def main() -> None:
        pool = Pool("test", 1, start=0.01, finish=0.2)
        assert await pool.run(lambda: time.sleep(0.05)) is None  # type: ignore[func-returns-value]
        with pytest.raises(Busy):
            await pool.run(lambda: time.sleep(0.4))
        pool.close()

    asyncio.run(main())


def test_an_error_comes_back_as_it_is() -> None:
    async def main() -> None:
        pool = Pool("test", 1)
        with pytest.raises(ZeroDivisionError):
            await pool.run(lambda: 1 // 0)
        pool.close()

    asyncio.run(main())


def test_slow_turns_hold_up_neither_reads_nor_the_checks(
    settings: Settings, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pool.__init__, "__defaults__", (0.2, 0.5))
    monkeypatch.setattr(workers, "TURN_THREADS", 2)
    conversations = FakeConversations()

    async def main() -> None:
        app = create_app(conversations, settings, knowledge)
        async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
            token = (await client.post("/api/chat/conversations")).json()["token"]
            client.headers["Authorization"] = f"Bearer {token}"
            await _while_turns_hang(client, conversations)

    asyncio.run(main())


async def _while_turns_hang(client: AsyncClient, conversations: FakeConversations) -> None:
    release = threading.Event()
    conversations.say = lambda *_: release.wait()  # type: ignore[assignment, method-assign]
    sent = [{"id": new_id(), "text": "I have chest pain"} for _ in range(6)]
    turns = [asyncio.create_task(client.post("/api/chat/messages", json=body)) for body in sent]
    await asyncio.sleep(0.05)
    began = time.monotonic()
    reads: list[Response] = [
        await client.get(path) for path in ("/healthz", "/readyz", "/api/chat/conversation")
    ]
    assert [response.status_code for response in reads] == [200, 200, 200]
    assert time.monotonic() - began < 0.2
    for response in await asyncio.gather(*turns):
        assert response.status_code == 503
        assert response.json()["type"] == "urn:heads-up:busy"
        assert response.json()["emergency"]["flag"] == "cardiac"
        assert response.headers["retry-after"]
    release.set()
