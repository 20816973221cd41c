"""Killed in the middle of turns, and sent again: nothing acknowledged is lost, nothing counts twice.

The workers are forked from this process, which has imported Rasa and loaded the model.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

import pytest

from bot.core.errors import NotStored
from bot.core.views import Heard, Reply
from tests.conversation import Talk, house, rasa_dialogue, sqlite_file

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.model, pytest.mark.xdist_group("model")]

Sent = tuple[str, Heard]
Log = list[tuple[str, Heard | list[str]]]
LONGEST = 0.08
"""Seconds between an acknowledged turn and the kill: a few turns at most."""


def next_message(reply: Reply) -> Heard:
    """No to what is asked; at the end, or when nothing is asked, begin anew."""
    for choice in reply.messages[-1].choices:
        if choice.title == "No" or choice.title.startswith("I agree"):
            return Heard(str(uuid4()), choice=choice.value)
    return Heard(str(uuid4()), text="start over" if reply.screening.checklist_version else "start the check")


def talk_on(tell: Connection, url: str, conversation: str, pending: Heard | None) -> None:
    """Turn after turn, telling of each before it and after it. First what was under way when another died."""
    with house(url, rasa_dialogue()) as home:
        heard = pending or next_message(home.conversations.history(conversation))
        while True:
            tell.send(("sends", heard))
            try:
                reply = home.conversations.say(conversation, heard)
            except NotStored:
                continue
            tell.send(("got", [message.id for message in reply.messages]))
            heard = next_message(reply)


def killed(url: str, conversation: str, pending: Heard | None, chance: random.Random) -> Log:
    """One worker's life: what it sent and got until it was killed."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=talk_on, args=(theirs, url, conversation, pending), daemon=True)
    process.start()
    theirs.close()
    log: Log = []
    while not any(name == "got" for name, _ in log):
        assert ours.poll(20), "the worker does not answer"
        log.append(ours.recv())
    time.sleep(chance.uniform(0, LONGEST))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return [*log, *rest_of(ours)]


def rest_of(pipe: Connection) -> Iterator[tuple[str, Heard | list[str]]]:
    try:
        while pipe.poll():
            yield pipe.recv()
    except EOFError:
        return


def kill_often(url: str, times: int, seed: int) -> None:
    """Kill workers on one conversation, each going on where the last one died; then compare."""
    chance, acknowledged, in_the_middle = random.Random(seed), dict[str, list[str]](), 0
    with house(url, rasa_dialogue()) as home:
        talk = Talk(home.conversations)
    pending: Heard | None = None
    for _ in range(times):
        for name, what in killed(url, talk.id, pending, chance):
            if isinstance(what, Heard):
                pending = what
            elif pending is not None and name == "got":
                assert acknowledged.setdefault(pending.id, what) == what
                pending = None
        in_the_middle += pending is not None
    assert in_the_middle >= times // 2, "most kills hit a turn"
    compare(url, talk.id, acknowledged, pending)


def compare(url: str, conversation: str, acknowledged: dict[str, list[str]], pending: Heard | None) -> None:
    """The history holds what was acknowledged, once and in order, and whole turns only."""
    with house(url, rasa_dialogue()) as home:
        if pending is not None:
            reply = home.conversations.say(conversation, pending)
            acknowledged[pending.id] = [message.id for message in reply.messages]
        shown = home.conversations.history(conversation).messages[1:]
        assert [m.id for m in shown] == [
            id for mine, replies in acknowledged.items() for id in (mine, *replies)
        ]
        with home.store.work(conversation) as work:
            assert work.conversation.turns == len(acknowledged)
            assert work.conversation.last_position == len(shown) + 1


def test_twenty_kills_on_sqlite(tmp_path: Path) -> None:
    kill_often(sqlite_file(tmp_path), 20, seed=1)


@pytest.mark.postgres
def test_six_kills_on_postgresql(postgres_url: str) -> None:
    kill_often(postgres_url, 6, seed=2)
