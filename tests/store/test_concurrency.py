"""Two at once on one conversation: ordered, nothing lost, and no wait without an end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable
from tests.store.talk import begin, say, told


@contextmanager
def held(store: Store, conversation: str) -> Iterator[None]:
    """A turn of somebody else that does not end meanwhile."""
    begun, end = threading.Event(), threading.Event()

    def hold() -> None:
        with store.work(conversation):
            begun.set()
            end.wait(30)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert begun.wait(5)
        try:
            yield
        finally:
            end.set()
            holding.result()


def refused_after(call: Callable[[], None]) -> float:
    """Seconds until the call is refused."""
    began = time.monotonic()
    with pytest.raises(Unavailable):
        call()
    return time.monotonic() - began


def test_two_threads_lose_nothing_and_keep_the_order(store: Store) -> None:
    conversation = begin(store)
    ids = [[f"{who}{number}" for number in range(30)] for who in "ab"]

    def say_all(mine: list[str]) -> None:
        for id in mine:
            say(store, conversation, id)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say_all, ids))
    with store.reading() as reader:
        messages = reader.messages(conversation)
        row = reader.conversation(conversation)
    assert row is not None
    assert [message.position for message in messages] == list(range(1, 122))
    assert (row.turns, row.screening["asked"], row.last_position) == (60, 60, 121)
    shown = [message.public_id for message in messages[1:]]
    assert shown[1::2] == [f"to-{id}" for id in shown[::2]], "each reply follows its message"
    for mine in ids:
        assert [id for id in shown if id in mine] == mine


def test_the_same_message_five_times_at_once_is_one_turn(store: Store) -> None:
    conversation = begin(store)
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda id: say(store, conversation, id), ["a"] * 5))
    assert told(store, conversation) == ["hello", "a", "to-a"]


def test_many_conversations_at_once(store: Store) -> None:
    conversations = [begin(store) for _ in range(20)]

    def talk(conversation: str) -> None:
        for number in range(5):
            say(store, conversation, f"m{number}")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(talk, conversations))
    assert [len(told(store, conversation)) for conversation in conversations] == [11] * 20


def test_waiting_for_another_turn_ends_after_two_seconds(store: Store, database_url: str) -> None:
    conversation = begin(store)
    another_process = Store(database_url)
    with held(another_process, conversation), ThreadPoolExecutor(2) as pool:
        waits = list(pool.map(lambda id: refused_after(lambda: say(store, conversation, id)), ["a", "b"]))
    assert min(waits) > 1.9, waits
    assert max(waits) < 3, waits
    say(store, conversation, "a")
    assert told(store, conversation) == ["hello", "a", "to-a"]
    another_process.dispose()


def test_a_turn_waits_for_one_of_its_own_process_no_longer(store: Store) -> None:
    conversation = begin(store)
    with held(store, conversation):
        wait = refused_after(lambda: say(store, conversation, "a"))
    assert 1.9 < wait < 3


def test_waiting_for_a_place_and_for_the_lock_is_one_wait(store: Store, database_url: str) -> None:
    conversation = begin(store)
    another_process = Store(database_url)
    with held(another_process, conversation), ExitStack() as places, ThreadPoolExecutor(1) as pool:
        for _ in range(store._line._free):
            places.enter_context(store._line.passed(0))
        wait = pool.submit(refused_after, lambda: say(store, conversation, "a"))
        time.sleep(1.3)
        places.close()
        assert 1.9 < wait.result() < 3
    another_process.dispose()


@pytest.mark.postgres
def test_conversations_do_not_wait_for_each_other(postgres_url: str) -> None:
    store = Store(postgres_url)
    store.migrate()
    one, other = begin(store), begin(store)
    with held(store, one):
        began = time.monotonic()
        say(store, other, "a")
        assert time.monotonic() - began < 1
    store.dispose()
