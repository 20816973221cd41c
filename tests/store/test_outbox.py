"""The rows of the outbox, on both databases: in order, one process at a time, bounded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.store.conversations.store import Store
from bot.store.outbox.models import CLINIC, Kind
from bot.store.outbox.outbox import LEASE, Content, Due, Outbox, post, utc_now
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
def outbox(store: Store, clock: Clock) -> Outbox:
    return Outbox(store, clock)


Post = Callable[..., None]


@pytest.fixture
def posts(store: Store, clock: Clock) -> Post:
    """Put something into the outbox."""

    def put(*payloads: str, kind: Kind = "telegram", to: str = "chat", of: str | None = None) -> None:
        with store.writing() as session:
            post(session, kind, to, of, [Content(payload) for payload in payloads], clock())

    return put


def taken(outbox: Outbox, kind: Kind = "telegram", to: str = "chat", *, in_order: bool = True) -> Due:
    due = outbox.take(kind, to, in_order=in_order)
    assert due is not None
    return due


def test_what_goes_in_order_waits_for_the_one_before(outbox: Outbox, posts: Post, clock: Clock) -> None:
    posts("one", "two")
    first = taken(outbox)
    assert outbox.take("telegram", "chat") is None
    outbox.again(first, 3)
    assert outbox.take("telegram", "chat") is None
    clock.advance(3)
    assert outbox.recipients() == {("telegram", "chat")}
    again = taken(outbox)
    assert (again.payload, again.attempts) == ("one", 2)
    outbox.delivered(again)
    assert taken(outbox).payload == "two"


def test_what_needs_no_order_is_not_held_up(outbox: Outbox, posts: Post, clock: Clock) -> None:
    posts("one", "two", "three", kind="alert", to=CLINIC)
    first, second = (taken(outbox, "alert", CLINIC, in_order=False) for _ in range(2))
    assert (first.payload, second.payload) == ("one", "two")
    outbox.again(first, 100)
    outbox.delivered(second)
    assert taken(outbox, "alert", CLINIC, in_order=False).payload == "three"
    assert outbox.take("alert", CLINIC, in_order=False) is None
    clock.advance(100)
    assert taken(outbox, "alert", CLINIC, in_order=False).payload == "one"


def test_one_kind_knows_nothing_of_another(outbox: Outbox, posts: Post) -> None:
    posts("to a chat", to="same")
    posts("to the clinic", kind="alert", to="same")
    assert outbox.waiting() == {"telegram": 1, "alert": 1}
    assert outbox.drop_all("telegram", "same") == 1
    assert taken(outbox, "alert", "same").payload == "to the clinic"


def test_what_somebody_died_over_is_free_after_the_lease_or_at_a_start(
    outbox: Outbox, posts: Post, clock: Clock
) -> None:
    posts("one")
    taken(outbox)
    assert outbox.take("telegram", "chat") is None
    clock.advance(LEASE)
    assert taken(outbox).attempts == 2
    outbox.free_all()
    assert taken(outbox).attempts == 3


def test_a_delivery_is_being_made_from_its_taking_to_its_note_and_for_no_longer_than_asked(
    outbox: Outbox, posts: Post, clock: Clock
) -> None:
    posts("one", "two")
    assert not outbox.is_delivering("telegram", "chat", 2)
    first = taken(outbox)
    assert outbox.is_delivering("telegram", "chat", 2)
    assert not outbox.is_delivering("telegram", "other", 2)
    outbox.delivered(first)
    assert not outbox.is_delivering("telegram", "chat", 2)
    second = taken(outbox)
    clock.advance(3)
    assert not outbox.is_delivering("telegram", "chat", 2)
    outbox.again(second, 500)
    assert not outbox.is_delivering("telegram", "chat", 2)


def test_what_belongs_to_a_conversation_goes_with_it_and_nothing_is_noted(
    outbox: Outbox, posts: Post, store: Store
) -> None:
    conversation, noted = begin(store), list[object]()
    posts("of it", of=conversation)
    posts("an alert", kind="alert", to=CLINIC)
    in_flight = taken(outbox)
    store.erase(conversation)
    posts("farewell")  # SQLite gives it the id of the one that is gone
    outbox.delivered(in_flight, noted.append)
    assert noted == []
    assert taken(outbox).payload == "farewell"
    assert taken(outbox, "alert", CLINIC).payload == "an alert"


def test_a_note_is_written_with_the_removal(outbox: Outbox, posts: Post) -> None:
    posts("one")
    due = taken(outbox)

    def fail(session: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        outbox.delivered(due, fail)
    assert outbox.waiting() == {"telegram": 1}


def test_what_waits_too_long_or_is_too_much_is_given_up_the_oldest_first(
    outbox: Outbox, posts: Post, clock: Clock
) -> None:
    posts("old", kind="alert", to=CLINIC)
    posts("a chat's")
    clock.advance(100)
    posts(*"abcde", kind="alert", to=CLINIC)
    assert outbox.give_up("alert", 100, 10) == 0
    assert outbox.give_up("alert", 99, 10) == 1
    assert outbox.give_up("alert", 99, 3) == 2
    left = [taken(outbox, "alert", CLINIC, in_order=False).payload for _ in range(3)]
    assert left == ["c", "d", "e"]
    assert outbox.waiting() == {"telegram": 1, "alert": 3}
