"""Several processes on one database: what one sends while another one listens."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.channels.metrics import Metrics
from bot.channels.outbox.worker import OutboxWorker
from bot.channels.telegram.channel import Channel
from bot.store.outbox.outbox import Content, Due, Outbox
from bot.store.telegram.chats import Chats, note_shown
from bot.store.telegram.inbox import Arrival, Inbox
from tests.conversation import house, knowledge
from tests.fake_dialogue import FakeDialogue
from tests.postgres import Postgres
from tests.telegram.conftest import Serve
from tests.telegram.emulator import TOKEN, Telegram
from tests.telegram.person import Person, opening, until
from tests.telegram.served import QUICK

CHAT = "chat"

pytestmark = pytest.mark.postgres


def test_a_text_waits_for_the_letter_that_another_process_is_sending(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.channel._NOTED_SECONDS", 50.0)  # a busy machine takes its time
    with house(postgres_url, FakeDialogue(knowledge()), TELEGRAM_BOT_TOKEN=TOKEN) as home:
        conversation = home.conversations.begin("telegram", "en").conversation
        due = taken_elsewhere(Inbox(home.store), Outbox(home.store), conversation)
        outbox = Outbox(home.store)
        worker = OutboxWorker(outbox, Metrics())
        channel = Channel(home.conversations, home.settings, knowledge(), home.store, worker, QUICK)

        async def text_comes_in() -> None:
            waiting = asyncio.create_task(channel._shown(CHAT))
            done, _ = await asyncio.wait({waiting}, timeout=0.3)
            assert not done, "the message may be what the text answers"
            outbox.delivered(due, partial(note_shown, due=due, message_id=12))
            await asyncio.wait_for(waiting, 30)

        asyncio.run(text_comes_in())
        assert Chats(home.store).seen_before(CHAT, conversation, 13) == "shown"


def test_without_its_database_it_goes_on_polling_and_tells_the_advice(
    serve: Serve, telegram: Telegram, postgres: Postgres, postgres_url: str
) -> None:
    serve(url=postgres_url)
    person = Person(telegram)
    person.writes("/start")
    until(lambda: texts(person), 60)
    with postgres.closed(postgres_url):
        before = len(telegram.called("getUpdates"))
        until(lambda: len(telegram.called("getUpdates")) > before + 1, 30)
        person.writes("I have crushing chest pain")
        until(lambda: any("could not store" in text and "112" in text for text in texts(person)), 60)
    until(lambda: any(opening("outcome_urgent") in text for text in texts(person)), 60)


def texts(person: Person) -> list[str]:
    """What the person sees."""
    return [message["text"] for message in person.sees]


def taken_elsewhere(inbox: Inbox, outbox: Outbox, conversation: str) -> Due:
    """A message that another process has taken and not noted yet."""
    inbox.add([Arrival(1, CHAT, "sealed")])
    update = inbox.take(CHAT)
    assert update
    inbox.finish(update, conversation, [Content("sealed", "shown")])
    due = outbox.take("telegram", CHAT)
    assert due
    return due
