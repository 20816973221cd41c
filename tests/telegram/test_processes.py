"""Several processes on one database: who polls, and what one sends while another one listens."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.channel import Channel
from bot.store.telegram_chats import Chats
from bot.store.telegram_inbox import Arrival, Inbox, Letter
from bot.store.telegram_outbox import Due, Outbox
from tests.conversation import house, knowledge
from tests.fake_dialogue import FakeDialogue
from tests.telegram.conftest import Serve
from tests.telegram.emulator import TOKEN, Telegram
from tests.telegram.person import Person, until
from tests.telegram.served import QUICK

CHAT = "chat"

pytestmark = pytest.mark.postgres


def test_one_polls_and_another_takes_over_when_it_ends(
    serve: Serve, telegram: Telegram, postgres_url: str
) -> None:
    first = serve(url=postgres_url)
    until(lambda: telegram.called("getUpdates"))
    second, person = serve(url=postgres_url), Person(telegram)
    until(lambda: len(telegram.called("getMe")) == 2)
    person.writes("/start")
    person.waits("Hello")
    assert [polls(first.channel), polls(second.channel)] == [1, 0]
    first.client.__exit__(None, None, None)
    until(lambda: polls(second.channel))
    person.writes("what are the risks?")
    person.waits("pressure in the eyes")


def polls(channel: Channel) -> float | None:
    """Whether the channel says that it polls."""
    return channel._metrics.registry.get_sample_value("heads_up_telegram_polls")


def test_a_text_waits_for_the_letter_that_another_process_is_sending(postgres_url: str) -> None:
    with house(postgres_url, FakeDialogue(knowledge()), TELEGRAM_BOT_TOKEN=TOKEN) as home:
        conversation = home.conversations.begin("telegram", "en").conversation
        due = taken_elsewhere(Inbox(home.store), Outbox(home.store), conversation)
        channel = Channel(home.conversations, home.settings, knowledge(), home.store, QUICK)

        async def text_comes_in() -> None:
            waiting = asyncio.create_task(channel._shown(CHAT))
            done, _ = await asyncio.wait({waiting}, timeout=0.3)
            assert not done, "the letter may be what the text answers"
            Outbox(home.store).sent(due, 12)
            await asyncio.wait_for(waiting, 1)

        asyncio.run(text_comes_in())
        assert Chats(home.store).seen_before(CHAT, conversation, 13) == "shown"


def taken_elsewhere(inbox: Inbox, outbox: Outbox, conversation: str) -> Due:
    """A letter that another process has taken and not noted yet."""
    inbox.add([Arrival(1, CHAT, "sealed")])
    update = inbox.take(CHAT)
    assert update
    inbox.finish(update, conversation, [Letter("sealed", "shown")])
    due = outbox.take(CHAT)
    assert due
    return due
