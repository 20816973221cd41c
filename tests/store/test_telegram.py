"""The rows of the Telegram channel, on both databases: once, in order, gone with the conversation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.store.conversations.store import Store
from bot.store.database.errors import Refused
from bot.store.outbox.outbox import LEASE, Content, Due, Outbox, utc_now
from bot.store.telegram.chats import Chats, note_shown
from bot.store.telegram.inbox import Arrival, HeardMessage, Inbox, Taken
from tests.store.talk import begin


class Clock:
    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(store: Store, clock: Clock) -> Inbox:
    return Inbox(store, clock)


@pytest.fixture
def outbox(store: Store, clock: Clock) -> Outbox:
    return Outbox(store, clock)


def shown_as(outbox: Outbox, due: Due, message_id: int) -> None:
    outbox.delivered(due, partial(note_shown, due=due, message_id=message_id))


def taken(inbox: Inbox, number: int = 1) -> Taken:
    inbox.add([Arrival(number, "chat", "sealed")])
    found = inbox.take("chat")
    assert found
    return found


def test_an_update_is_new_once(inbox: Inbox, outbox: Outbox) -> None:
    arrivals = [Arrival(5, "chat", "sealed"), Arrival(6, None, None)]
    assert inbox.add(arrivals) == {5, 6}
    assert inbox.add([*arrivals, Arrival(7, "other", "sealed")]) == {7}
    assert inbox.chats_waiting() == {"chat", "other"}
    assert inbox.waiting() == 2
    assert outbox.recipients() == set()


def test_updates_of_a_chat_are_taken_in_order_one_at_a_time(inbox: Inbox, clock: Clock) -> None:
    inbox.add([Arrival(number, "chat", "sealed") for number in (12, 11, 13)])
    first = inbox.take("chat")
    assert first
    assert (first.update_id, first.attempts) == (11, 1)
    assert inbox.take("chat") is None
    inbox.again(first, 5)
    assert inbox.take("chat") is None
    clock.advance(5)
    again = inbox.take("chat")
    assert again
    assert (again.update_id, again.attempts) == (11, 2)
    inbox.finish(again)
    following = inbox.take("chat")
    assert following
    assert following.update_id == 12


def test_what_somebody_died_over_is_free_after_the_lease_or_at_a_start(inbox: Inbox, clock: Clock) -> None:
    taken(inbox)
    assert inbox.take("chat") is None
    clock.advance(LEASE)
    assert inbox.take("chat")
    inbox.free_all()
    assert inbox.take("chat")


def test_an_update_that_is_finished_twice_sends_once(inbox: Inbox, outbox: Outbox, store: Store) -> None:
    update, conversation = taken(inbox), begin(store)
    for _ in range(2):
        assert inbox.finish(update, conversation, [Content("one"), Content("two")])
    sealed = []
    while due := outbox.take("telegram", "chat"):
        sealed.append(due.payload)
        outbox.delivered(due)
    assert sealed == ["one", "two"]


def test_all_goes_with_the_conversation_but_the_farewell(
    inbox: Inbox, outbox: Outbox, store: Store, clock: Clock
) -> None:
    update, conversation, chats = taken(inbox), begin(store), Chats(store, clock)
    inbox.begin(update, conversation, "en", [Content("greeting", "hello")])
    chats.add_link("digest", conversation, 60)
    in_flight = outbox.take("telegram", "chat")
    assert in_flight
    inbox.finish(update, conversation, [Content("reply")], HeardMessage(3, "said", "digest"))
    second = taken(inbox, 2)
    assert second.conversation == conversation
    store.erase(conversation)
    assert not inbox.finish(second, conversation, [Content("farewell", "gone")])
    shown_as(outbox, in_flight, 77)  # SQLite gives its id to the farewell: that one must stay
    farewell = outbox.take("telegram", "chat")
    assert farewell
    assert (farewell.payload, farewell.conversation) == ("farewell", None)
    assert chats.conversations("chat") == []
    assert (chats.message("chat", 3), chats.message("chat", 77)) == (None, None)
    assert inbox.use_link(taken(inbox, 3), ["digest"], "en") is None


def test_what_was_seen_before_a_message(inbox: Inbox, outbox: Outbox, store: Store) -> None:
    update, conversation, chats = taken(inbox), begin(store), Chats(store)
    outgoing = [Content("one", "m1"), Content("two", "m2")]
    inbox.finish(update, conversation, outgoing, HeardMessage(20, "said", "digest"))
    for message_id in (10, 30):
        due = outbox.take("telegram", "chat")
        assert due
        shown_as(outbox, due, message_id)
    seen = [chats.seen_before("chat", conversation, number) for number in (10, 20, 30, 31)]
    assert seen == [None, "m1", "m1", "m2"]
    assert chats.seen_before("chat", "another", 31) is None


def test_a_link_is_used_by_one_update_only(inbox: Inbox, store: Store, clock: Clock) -> None:
    conversation, chats = begin(store), Chats(store, clock)
    chats.add_link("digest", conversation, 60)
    updates = [Taken(number, f"chat{number}", "", 1, None) for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda update: inbox.use_link(update, ["digest"], "en"), updates))
    assert sorted(map(str, found)) == sorted([conversation, "None", "None", "None"])
    winner = updates[found.index(conversation)]
    assert inbox.use_link(winner, ["digest"], "en") == conversation
    clock.advance(61)
    chats.add_link("late", conversation, -1)
    assert inbox.use_link(updates[0], ["late"], "en") is None
    with pytest.raises(Refused):
        chats.add_link("lost", "no such conversation", 60)


def everything(inbox: Inbox, store: Store, name: str) -> str:
    """A chat of this name, with a conversation, a message, one to be sent and an update that waits."""
    update, conversation = Taken(1, name, "", 1, None), begin(store)
    inbox.add([Arrival(1, name, "sealed"), Arrival(2, name, "sealed")])
    inbox.begin(update, conversation, "en", [])
    inbox.finish(update, conversation, [Content("reply", "m1")], HeardMessage(20, "said", "digest"))
    return conversation


def is_known_as(name: str, inbox: Inbox, outbox: Outbox, store: Store, conversation: str) -> bool:
    chats = Chats(store)
    held = [row.conversation_id for row in chats.conversations(name)] == [conversation]
    update = inbox.take(name)
    whole = held and update is not None and update.conversation == conversation
    return whole and outbox.take("telegram", name) is not None and chats.message(name, 20) is not None


def test_with_its_next_update_a_chat_is_known_by_its_new_name(
    inbox: Inbox, outbox: Outbox, store: Store, clock: Clock
) -> None:
    conversation = everything(inbox, store, "old")
    assert inbox.add([Arrival(3, "new", "sealed", ["older", "old"])]) == {3}
    assert is_known_as("new", inbox, outbox, store, conversation)
    assert inbox.take("old") is None
    clock.advance(LEASE)
    assert inbox.chats_waiting() == {"new"}
    assert outbox.recipients() == {("telegram", "new")}


def test_an_update_that_waits_under_the_old_name_takes_its_chat_along(
    inbox: Inbox, outbox: Outbox, store: Store
) -> None:
    conversation = everything(inbox, store, "old")
    waiting = inbox.take("old")
    assert waiting
    inbox.rename(waiting, "new")
    assert is_known_as("new", inbox, outbox, store, conversation)


def test_a_message_that_was_noted_under_both_names_stops_nothing(inbox: Inbox, store: Store) -> None:
    conversation = everything(inbox, store, "old")
    inbox.add([Arrival(3, "new", "sealed")])
    other = Taken(3, "new", "", 1, conversation)
    inbox.finish(other, conversation, [], HeardMessage(20, "said here", "digest"))
    assert inbox.add([Arrival(4, "new", "sealed", ["old"])]) == {4}
    kept = Chats(store).message("new", 20)
    assert kept
    assert kept.public_id == "said here"


def test_old_numbers_are_forgotten(inbox: Inbox, clock: Clock) -> None:
    inbox.finish(taken(inbox))
    clock.advance(4 * 24 * 3600)
    inbox.clear()
    assert inbox.add([Arrival(1, "chat", "sealed")]) == {1}
