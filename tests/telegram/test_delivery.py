"""Updates in and messages out: once, in order, and again after a failure."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.telegram.channel import Channel
from bot.domain.errors import NotStored
from bot.store.database.errors import Unavailable
from bot.store.telegram.inbox import Inbox
from tests.conversation import links_of
from tests.telegram.conftest import Serve, Served, waits
from tests.telegram.emulator import MUTE, TOKEN, Fault, Telegram
from tests.telegram.person import Person, opening, screens, until

RISKS = opening("risks_overview")


def texts(person: Person) -> list[str]:
    return [message["text"] for message in person.sees]


def turns(served: Served) -> int:
    with served.house.store.reading() as reader:
        from sqlalchemy import text

        return int(reader._session.execute(text("SELECT count(*) FROM turns")).scalar_one())


def test_an_update_is_handled_once_however_often_it_is_delivered(
    served: Served, person: Person, telegram: Telegram
) -> None:
    person.writes("what are the risks?")
    person.waits(RISKS)
    for _ in range(3):
        telegram.deliver_again()
        until(lambda: not telegram.repeated)
    person.writes("qwrt zxcv plk")
    person.waits("did not understand")
    assert turns(served) == 2
    assert len(person.sees) == 3


def test_an_update_is_confirmed_only_when_it_is_stored(
    served: Served, person: Person, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, broken = Inbox.add, [True]

    def add_unless_broken(self: Inbox, arrivals: Any) -> Any:
        if broken:
            raise Unavailable("gone")
        return add(self, arrivals)

    monkeypatch.setattr(Inbox, "add", add_unless_broken)
    person.writes("I have crushing chest pain")
    told = person.waits("could not store")
    assert "112" in told["text"].split("I am sorry")[0]
    time.sleep(0.5)
    assert telegram.pending()
    assert len(person.sees) == 1
    broken.clear()
    person.waits(opening("outcome_urgent"))
    until(lambda: not telegram.pending())


def test_what_the_conversation_could_not_store_stays_and_is_tried_again(
    served: Served, person: Person, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, broken = served.house.conversations.say, [True] * 4

    def say_unless_broken(conversation: str, heard: Any) -> Any:
        if broken and broken.pop():
            raise NotStored("broken")
        return say(conversation, heard)

    monkeypatch.setattr(served.house.conversations, "say", say_unless_broken)
    person.writes("what are the risks?")
    person.waits("could not store")
    until(lambda: not broken)
    until(lambda: turns(served) == 1)
    person.writes("qwrt zxcv plk")
    person.waits("did not understand")
    assert sum("could not store" in text for text in texts(person)) == 1


def test_a_fault_of_ours_is_given_up_and_holds_up_nothing(
    served: Served, person: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    say = served.house.conversations.say

    def fail_at_one(conversation: str, heard: Any) -> Any:
        if heard.text == "secret poison":
            raise ZeroDivisionError("secret poison")
        return say(conversation, heard)

    monkeypatch.setattr(served.house.conversations, "say", fail_at_one)
    person.writes("secret poison")
    person.writes("what are the risks?")
    person.waits("was not processed")
    until(lambda: turns(served) == 1)
    assert "secret" not in caplog.text


def test_one_chat_is_answered_in_order_and_its_flood_delays_no_other(
    serve: Serve, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serve()
    say = served.house.conversations.say

    def slowly(conversation: str, heard: Any) -> Any:
        time.sleep(0.05)
        return say(conversation, heard)

    monkeypatch.setattr(served.house.conversations, "say", slowly)
    loud, calm = Person(telegram, 1), Person(telegram, 2)
    for number in range(40):
        loud.writes(f"flood {number}")
    loud.waits("did not understand")
    began = time.monotonic()
    calm.writes("what are the risks?")
    calm.waits(RISKS)
    assert time.monotonic() - began < 1.0
    loud.waits("did not understand", 40)
    heard = served.house.conversations.history(conversation_of(served, 1)).messages
    said = [message.text for message in heard if message.sender == "visitor"]
    assert said == [f"flood {number}" for number in range(40)]


def test_more_than_the_limit_is_refused_and_told_once(serve: Serve, telegram: Telegram) -> None:
    served, person = serve(RATE_LIMIT="3"), Person(telegram)
    for _ in range(6):
        person.writes("what are the risks?")
    person.writes("I have crushing chest pain")
    told = person.waits("faster than I can read", 2)
    assert "112" in told["text"].split("That is faster")[0]
    assert sum("faster than" in text for text in texts(person)) == 2
    assert turns(served) == 3


def test_a_pause_that_telegram_asks_for_is_kept(served: Served, person: Person, telegram: Telegram) -> None:
    other = Person(telegram, 8)
    telegram.faults.append(Fault("sendMessage", 429, "Too Many Requests", retry_after=1, chat=person.id))
    person.writes("/start")
    until(lambda: telegram.called("sendMessage"))
    began = time.monotonic()
    other.writes("/start")
    other.waits("Hello")
    assert time.monotonic() - began < 0.9
    person.waits("Hello")
    assert len(person.sees) == 1
    mine = [
        at for name, params, at in telegram.calls if name == "sendMessage" and params["chat_id"] == person.id
    ]
    assert mine[1] - mine[0] >= 1.0


@pytest.mark.parametrize("status", [500, 502, MUTE])
def test_a_failure_of_the_network_is_tried_again(
    served: Served, person: Person, telegram: Telegram, status: int
) -> None:
    for method in ("sendMessage", "getUpdates"):
        telegram.faults.append(Fault(method, status, times=3))
    person.writes("/start")
    person.waits("Hello")
    assert len(person.sees) == 1


def test_a_telegram_that_is_away_at_the_start_is_waited_for(serve: Serve, telegram: Telegram) -> None:
    telegram.faults += [Fault("getMe", 500, times=3), Fault("setMyCommands", 429, retry_after=1)]
    serve()
    person = Person(telegram)
    person.writes("/start")
    person.waits("Hello")


def test_a_wrong_token_leaves_the_web_alone(
    serve: Serve, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    served = serve(TELEGRAM_BOT_TOKEN="654321:wrong")
    until(lambda: "refuses the token" in caplog.text)
    assert served.client.get("/healthz").status_code == 200
    assert not any(
        "654321" in record.getMessage() for record in caplog.records if record.name.startswith("bot")
    )


def test_nothing_more_is_sent_to_whoever_blocked_the_bot(
    served: Served, person: Person, telegram: Telegram
) -> None:
    telegram.faults.append(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"))
    person.writes("what are the risks?")
    until(lambda: not waits(served) and telegram.called("sendMessage"))
    time.sleep(0.3)
    assert len(telegram.called("sendMessage")) == 1
    person.writes("what are the risks?")
    person.waits(RISKS)


def test_what_telegram_cannot_show_with_buttons_is_sent_plainly(
    served: Served, person: Person, telegram: Telegram
) -> None:
    telegram.faults.append(Fault("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID"))
    person.writes("/start")
    assert not person.waits("Hello").get("reply_markup")


def test_letters_that_were_left_are_sent_after_a_start(serve: Serve, telegram: Telegram) -> None:
    served, person = serve(), Person(telegram)
    telegram.faults.append(Fault("sendMessage", 500, times=1000))
    person.writes("what are the risks?")
    until(lambda: turns(served) == 1)
    served.client.__exit__(None, None, None)
    telegram.faults.clear()
    serve()
    person.waits("Hello")
    person.waits(RISKS)
    assert len(person.sees) == 2


def test_a_letter_that_was_sent_but_not_noted_is_not_sent_again(
    served: Served, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox: Any = served.channel._outbox._outbox
    delivered: Callable[..., None] = outbox.delivered
    broken = [True]
    monkeypatch.setattr("bot.store.outbox.outbox.LEASE", 0.2)

    def note_unless_broken(due: Any, note: Any = None) -> None:
        if broken:
            broken.clear()
            raise Unavailable("gone")
        delivered(due, note)

    monkeypatch.setattr(outbox, "delivered", note_unless_broken)
    person.writes("/start")
    person.waits("Hello")
    until(lambda: not waits(served))
    time.sleep(0.4)
    assert len(person.sees) == 1


OF_NO_USE: list[dict[str, Any]] = [
    {},
    {"message": {"message_id": 1, "date": 1}},
    {"message": "text"},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 7001, "type": "private"}, "text": "no sender"}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "post"}},
    {"poll": {"id": "1"}},
    {"something_of_next_year": {"id": 1}},
    {
        "callback_query": {
            "id": "1",
            "from": {"id": 1, "is_bot": False, "first_name": "A"},
            "chat_instance": "1",
        }
    },
]


def test_updates_that_are_of_no_use_are_passed_over(
    served: Served, person: Person, telegram: Telegram
) -> None:
    for update in OF_NO_USE:
        telegram.push(**update)
    person.writes("/start")
    person.waits("Hello")
    assert len(person.sees) == 1


def conversation_of(served: Served, chat: int) -> str:
    channel: Channel = served.channel
    return channel._chats.conversations(channel._secrecy.chat(chat))[0].conversation_id


def test_the_link_is_only_in_the_message_that_tells_eligible(served: Served, person: Person) -> None:
    person.writes("/start")
    screens(person, {}, opening("outcome_eligible"))
    history = served.house.conversations.history(conversation_of(served, person.id))
    assert len(links_of(history)) == 1
    with_address = [m for m in person.sees if "/book/" in str(m)]
    assert len(with_address) == 1
    assert TOKEN not in str(person.sees)
