"""Two processes on one PostgreSQL and nothing else between them: the short form of `make cluster-test`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.cluster.pair import Member
from tests.machine import until
from tests.postgres import Postgres
from tests.telegram.emulator import Telegram, running_telegram
from tests.telegram.person import Person

PAIRS = 15
TRIES = 10
TIMEOUT = 30
WITHIN = 60

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.xdist_group("pair")]


@pytest.fixture(scope="module")
def telegram() -> Iterator[Telegram]:
    with running_telegram() as made:
        yield made


@pytest.fixture(scope="module")
def pair(
    postgres: Postgres, telegram: Telegram, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Member]]:
    """Both started at once on an empty database: one makes the tables, the other waits for that."""
    with ExitStack() as stack:
        url, folder = stack.enter_context(postgres.database()), tmp_path_factory.mktemp("pair")
        members = [Member(folder, url, telegram) for _ in range(2)]
        for member in members:
            stack.callback(member.kill)
            member.start()
        for member in members:
            member.wait_ready()
        yield members


class Visit:
    """A conversation that is held with whichever process."""

    def __init__(self, member: Member) -> None:
        begun = httpx.post(f"{member.address}/api/chat/conversations", timeout=TIMEOUT).json()
        self._headers = {"Authorization": f"Bearer {begun['token']}"}
        self.shown: list[Any] = begun["messages"]

    def says(self, member: Member, **content: str) -> Any:
        """Send to this process, again while it is too busy; the acknowledged reply."""
        body = {"id": str(uuid4()), **content}
        address = f"{member.address}/api/chat/messages"
        for _ in range(TRIES):
            answer = httpx.post(address, json=body, headers=self._headers, timeout=TIMEOUT)
            if answer.status_code != 503:
                break
        assert answer.status_code == 200, answer.text
        return answer.json()

    def history(self, member: Member) -> Any:
        address = f"{member.address}/api/chat/conversation"
        return httpx.get(address, headers=self._headers, timeout=TIMEOUT).json()


def test_each_turn_of_a_screening_may_be_taken_by_another_process(pair: list[Member]) -> None:
    visit, members = Visit(pair[0]), cycle(pair)
    reply = visit.says(next(members), choice="start")
    while reply["screening"]["state"] != "finished":
        values = [choice["value"] for message in reply["messages"] for choice in message["choices"]]
        onwards = next(value for value in values if value.startswith("consent:yes") or ":no" in value)
        reply = visit.says(next(members), choice=onwards)
    assert reply["screening"]["outcome"] == "eligible"
    histories = [visit.history(member) for member in pair]
    assert histories[0] == histories[1]


def test_messages_at_once_to_both_are_taken_one_after_the_other(pair: list[Member]) -> None:
    visit = Visit(pair[0])
    with ThreadPoolExecutor(2) as pool:
        for _ in range(PAIRS):
            for sent in [pool.submit(visit.says, member, text="what are the risks?") for member in pair]:
                sent.result()
    senders = [message["from"] for message in visit.history(pair[0])["messages"][1:]]
    assert senders == ["visitor", "bot"] * (2 * PAIRS), "each message is followed by its own reply"


def test_one_polls_and_the_other_does_when_that_one_is_killed(pair: list[Member], telegram: Telegram) -> None:
    person = Person(telegram)
    person.writes("/start")
    until(lambda: person.sees, WITHIN, "the bot greets")
    polling = [member for member in pair if member.polls]
    assert len(polling) == 1
    other = pair[1 - pair.index(polling[0])]
    polling[0].kill()
    person.writes("what are the risks?")
    until(lambda: other.polls, WITHIN, "the other one polls")
    until(lambda: len(person.sees) == 2, WITHIN, "the message is answered")
