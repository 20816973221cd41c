"""Killed while updates come in, are handled and are answered: nothing is lost, no turn is taken twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.store.conversations.store import Store
from tests.conversation import SECRET, sqlite_file
from tests.telegram.emulator import TOKEN, Telegram, running_telegram
from tests.telegram.person import Person, until

ROOT = Path(__file__).parent.parent.parent
CHATS, MESSAGES = 4, 12
QUESTION = "what are the risks?"


@contextmanager
def process(
    telegram: Telegram, url: str, *, out: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    """The service, killed at the end without a warning."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = {
        **kept,
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "PORT": "0",
        "RATE_LIMIT": "0",
        "CONSOLE_PORT": "0",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": telegram.address,
    }
    command = [sys.executable, "-m", "tests.telegram.served"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, text=True)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def said(store: Store) -> list[list[str]]:
    """What the visitors of all conversations said, in order."""
    from sqlalchemy import text

    query = text("SELECT conversation_id, text FROM messages WHERE sender = 'visitor' ORDER BY position")
    with store.reading() as reader:
        found: dict[str, list[str]] = {}
        for conversation, words in reader._session.execute(query):
            found.setdefault(conversation, []).append(words)
    return list(found.values())


@pytest.mark.faults
def test_deliveries_in_flight(tmp_path: Path) -> None:
    url, dice = sqlite_file(tmp_path), random.Random(5)
    with running_telegram() as telegram:
        people = [Person(telegram, 100 + number) for number in range(CHATS)]
        written = 0
        while written < MESSAGES:
            for person in people:
                person.writes(f"message {written}")
            written += 1
            if written % 3:
                continue
            with process(telegram, url):
                handled = len(telegram.calls)
                until(partial(has_called, telegram, handled), 30)
                time.sleep(dice.uniform(0.0, 0.25))
        with process(telegram, url):
            until(lambda: all(answered(person) >= MESSAGES for person in people), 40)
        check(telegram, Store(url), people)


def has_called(telegram: Telegram, before: int) -> bool:
    return len(telegram.calls) > before


def answered(person: Person) -> int:
    return sum("did not understand" in message["text"] for message in person.sees)


def check(telegram: Telegram, store: Store, people: list[Person]) -> None:
    expected = [f"message {number}" for number in range(MESSAGES)]
    assert said(store) == [expected] * CHATS
    store.dispose()
    sent = Counter(params["chat_id"] for params in telegram.called("sendMessage"))
    # A kill between Telegram's yes and ours can send one message of a chat again, and no more than that.
    assert all(MESSAGES + 1 <= count <= MESSAGES + 1 + 5 for count in sent.values())


@pytest.mark.faults
def test_an_erasure_that_was_killed_is_still_told(tmp_path: Path) -> None:
    """Killed after the erasure and before its answer was written down."""
    from bot.channels.telegram.incoming import read
    from bot.channels.telegram.outgoing import from_json
    from bot.store.outbox.outbox import Outbox
    from bot.store.telegram.inbox import Arrival
    from tests.telegram.updates import Updates

    with Updates(sqlite_file(tmp_path)) as updates:
        person = Person(Telegram())
        for text in ("what are the risks?", "delete my data"):
            updates.handles(person.message(text=text))
        update = {"update_id": 90, "message": person.message(text="yes")}
        key = updates.secrecy.chat(person.id)
        updates.inbox.add([Arrival(90, key, updates.secrecy.seal(update))])
        taken = updates.inbox.take(key)
        assert taken
        updates.turns.take(taken, read(update))  # and here it is killed
        updates.inbox.free_all()
        again = updates.inbox.take(key)
        assert again
        assert updates.handler.handle(again, read(update)).again is None
        outgoing = []
        outbox = Outbox(updates.house.store)
        while due := outbox.take("telegram", key):
            outgoing.append(from_json(updates.secrecy.open(due.payload)).plain)
            outbox.delivered(due)
        assert "Everything of this chat is deleted" in outgoing[-1]


@pytest.mark.faults
def test_it_ends_politely_and_says_that_it_is_on(tmp_path: Path) -> None:
    with (
        running_telegram() as telegram,
        process(telegram, sqlite_file(tmp_path), out=subprocess.PIPE) as running,
    ):
        until(lambda: telegram.called("getUpdates"), 30)
        running.send_signal(signal.SIGTERM)
        out, errors = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "Telegram is on (long polling)." in out
    assert TOKEN not in out + errors
    assert errors == ""
