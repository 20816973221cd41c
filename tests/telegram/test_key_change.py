"""A changed SECRET_KEY ends no conversation while the earlier key is known: on the web, and on Telegram."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from tests.channels.visitor import Visitor, problem
from tests.telegram.conftest import Serve, Served
from tests.telegram.emulator import Fault, Telegram
from tests.telegram.person import Person, opening, until
from tests.telegram.test_linking import payload

OLD, NEW = "o" * 32, "n" * 32
NAMED = {"telegram_chats": "chat", "telegram_messages": "chat", "deliveries": "recipient"}


def starts(serve: Serve, *keys: str, before: Served | None = None) -> Served:
    """Start with these keys, the newest first, after an end of what ran before."""
    if before:
        before.client.__exit__(None, None, None)
    newest, *earlier = keys
    return serve(SECRET_KEY=newest, SECRET_KEY_PREVIOUS=",".join(earlier))


def names(served: Served) -> set[str]:
    """What the chats are known by."""
    with served.house.store.reading() as reader:
        rows: list[Any] = [
            name
            for table, column in NAMED.items()
            for name in reader._session.execute(text(f"SELECT {column} FROM {table}")).scalars()
        ]
    return set(rows)


def test_a_chat_goes_on_with_its_conversation(serve: Serve, telegram: Telegram) -> None:
    first, person = starts(serve, OLD), Person(telegram)
    person.writes("can we start the safety check?")
    person.waits("or older")
    agreed = person.writes("yes")
    person.waits("Question 1 of 10")

    both = starts(serve, NEW, OLD, before=first)
    person.edits(agreed, "yes")  # says what it said, under the earlier key: nothing is changed by it
    person.writes("no")
    person.waits("Question 2 of 10")
    until(lambda: names(both) == {both.channel._secrecy.chat(person.id)})

    starts(serve, NEW, before=both)
    person.taps("No")
    person.waits("Question 3 of 10")
    assert len([shown for shown in person.sees if "Question 1 of 10" in shown["text"]]) == 1


def test_what_waits_under_the_earlier_key_is_handled_and_sent(serve: Serve, telegram: Telegram) -> None:
    first, person = starts(serve, OLD), Person(telegram)
    telegram.faults.append(Fault("sendMessage", 500, times=10_000))
    person.writes("what are the risks?")
    until(lambda: names(first) and not telegram.pending())
    both = starts(serve, NEW, OLD, before=first)
    telegram.faults.clear()
    person.waits(opening("risks_overview"))
    person.writes("what are the benefits?")
    until(lambda: len(person.sees) > 2 and names(both) == {both.channel._secrecy.chat(person.id)})


def test_without_the_earlier_key_a_chat_begins_anew(serve: Serve, telegram: Telegram) -> None:
    first, person = starts(serve, OLD), Person(telegram)
    person.writes("can we start the safety check?")
    person.waits("or older")
    starts(serve, NEW, before=first)
    person.writes("/start")
    person.waits("Hello", 2)


def test_tokens_booking_links_and_one_time_links_go_on(serve: Serve, telegram: Telegram) -> None:
    first, person = starts(serve, OLD), Person(telegram)
    until(lambda: first.channel._name)
    visitor = Visitor(first.client)
    for said in ("can we start the safety check?", "yes", *["no"] * 10):
        reply = visitor.send(text=said).json()
    link = reply["messages"][-1]["links"][0]["url"]
    token = payload(visitor)

    both = starts(serve, NEW, OLD, before=first)
    visitor.client = both.client
    assert visitor.history().json()["screening"]["outcome"] == "eligible"
    assert both.client.get(link).status_code == 200
    person.writes(f"/start {token}")
    person.waits("We go on here")

    new = starts(serve, NEW, before=both)
    visitor.client = new.client
    problem(visitor.history(), 401, "bad_token")
    assert new.client.get(link).status_code == 404
