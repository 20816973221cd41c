"""What waits is delivered again and again until it was taken, and a dead address disturbs nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels.metrics import Metrics
from bot.channels.outbox import worker as module
from bot.channels.outbox.alerts import AlertCarrier
from bot.channels.outbox.worker import Delivered, Dropped, Later, OutboxWorker, Result
from bot.store.conversations.store import Store
from bot.store.database.errors import Unavailable
from bot.store.outbox.models import CLINIC, Kind
from bot.store.outbox.outbox import Content, Due, Outbox, post, utc_now
from tests.channels.listener import Listener
from tests.conversation import migrated, sqlite_file

QUICK = (0.01, 0.02)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = migrated(sqlite_file(tmp_path))
    yield made
    made.dispose()


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store)


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


class Recorder:
    """A carrier that keeps what it was given, and answers what it is told to."""

    def __init__(self, kind: Kind = "telegram", *, in_order: bool = True) -> None:
        self.kind, self.in_order = kind, in_order
        self.given: list[str] = []
        self.answers: dict[str, list[Result]] = {}

    async def deliver(self, due: Due) -> Result:
        self.given.append(due.payload)
        answers = self.answers.get(due.payload)
        return answers.pop(0) if answers else Delivered()

    async def close(self) -> None: ...


def put(store: Store, *payloads: str, kind: Kind = "telegram", to: str = "chat") -> None:
    with store.writing() as session:
        post(session, kind, to, None, [Content(payload) for payload in payloads], utc_now())


def alert(store: Store, *conversations: str) -> None:
    payloads = [json.dumps({"conversation": name, "flag": "cardiac"}) for name in conversations]
    put(store, *payloads, kind="alert", to=CLINIC)


def at_work(worker: OutboxWorker, until: Callable[[], bool], meanwhile: Callable[[], Any] = bool) -> None:
    """Let it work until that is so, and stop it."""

    async def run() -> None:
        await worker.start()
        meanwhile()
        for _ in range(1000):
            if until():
                break
            await asyncio.sleep(0.01)
        await worker.stop()

    asyncio.run(run())
    assert until(), "it took too long"


def made(store: Store, *carriers: Any, sweep: float = 0.05) -> OutboxWorker:
    worker = OutboxWorker(Outbox(store), Metrics(), alone=True, sweep=sweep)
    for carrier in carriers:
        worker.carry(carrier)
    return worker


def nothing_waits(outbox: Outbox) -> bool:
    return not outbox.waiting()


def given_up(worker: OutboxWorker, kind: Kind) -> float:
    return float(worker.metrics.given_up.labels(kind)._value.get())


# ---- the worker ----


def test_what_waits_is_delivered_in_order_after_a_start(store: Store, outbox: Outbox) -> None:
    put(store, "one", "two", "three")
    assert outbox.take("telegram", "chat"), "by a process that was killed over it"
    recorder = Recorder()
    at_work(made(store, recorder), partial(nothing_waits, outbox))
    assert recorder.given == ["one", "two", "three"]


def test_what_is_put_in_is_delivered_when_it_is_woken(store: Store, outbox: Outbox) -> None:
    recorder = Recorder()
    worker = made(store, recorder, sweep=60)

    def act() -> None:
        put(store, "one")
        worker.wake("telegram", "chat")
        worker.wake("alert", CLINIC)  # nobody carries it: no harm

    at_work(worker, partial(nothing_waits, outbox), act)
    assert recorder.given == ["one"]


def test_a_failure_holds_up_what_goes_in_order(store: Store, outbox: Outbox) -> None:
    put(store, "one", "two")
    recorder = Recorder()
    recorder.answers["one"] = [Later(0.05), Later(0.05)]
    at_work(made(store, recorder), partial(nothing_waits, outbox))
    assert recorder.given == ["one", "one", "one", "two"]


def test_what_can_never_be_delivered_is_dropped_and_counted(
    store: Store, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "bad", "good")
    put(store, "one", "two", to="blocked")
    recorder = Recorder()
    recorder.answers = {"bad": [Dropped()], "one": [Dropped(everything=True)]}
    worker = made(store, recorder)
    at_work(worker, partial(nothing_waits, outbox))
    assert sorted(recorder.given) == ["bad", "good", "one"]
    assert given_up(worker, "telegram") == 3
    assert "given up" in caplog.text


def test_what_was_delivered_but_not_noted_is_not_delivered_again(
    store: Store, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.outbox.outbox.LEASE", 0.1)
    put(store, "one")
    worker = made(store, recorder := Recorder())
    delivered, broken = worker._outbox.delivered, [True]

    def note_unless_broken(due: Due, note: Any = None) -> None:
        if broken:
            broken.clear()
            raise Unavailable("gone")
        delivered(due, note)

    monkeypatch.setattr(worker._outbox, "delivered", note_unless_broken)
    at_work(worker, partial(nothing_waits, outbox))
    assert recorder.given == ["one"]


def test_a_store_that_is_away_is_waited_for(
    store: Store, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "one")
    worker = made(store, recorder := Recorder())
    find, away = worker._outbox.recipients, [1, 2]

    def found() -> Any:
        if away:
            away.pop()
            raise Unavailable("gone")
        return find()

    monkeypatch.setattr(worker._outbox, "recipients", found)
    at_work(worker, partial(nothing_waits, outbox))
    assert recorder.given == ["one"]


def test_what_waits_is_bounded_and_told(
    store: Store, outbox: Outbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "BOUNDS", {"alert": (3600.0, 2)})
    alert(store, *"abcde")
    put(store, *"abcde")
    worker = made(store)
    at_work(worker, lambda: outbox.waiting() == {"alert": 2, "telegram": 5})
    assert given_up(worker, "alert") == 3
    assert "given up" in caplog.text


def test_what_waits_is_told_for_each_kind_that_is_carried(store: Store) -> None:
    worker = made(store, Recorder(), Recorder("alert"))
    alert(store, *"abc")
    told = worker.metrics.text().decode()
    assert 'heads_up_waiting{queue="alert_deliveries"} 3.0' in told
    assert 'heads_up_waiting{queue="telegram_deliveries"} 0.0' in told


# ---- alerts ----


def test_an_alert_says_which_conversation_and_flag(store: Store, outbox: Outbox, listener: Listener) -> None:
    alert(store, "c1")
    at_work(made(store, AlertCarrier(listener.url)), partial(nothing_waits, outbox))
    assert listener.heard == [{"conversation": "c1", "flag": "cardiac"}]


def test_an_alert_that_fails_is_sent_again(store: Store, outbox: Outbox, listener: Listener) -> None:
    listener.refuse = 2
    alert(store, "c1")
    at_work(made(store, AlertCarrier(listener.url, QUICK)), partial(nothing_waits, outbox))
    assert listener.heard == [{"conversation": "c1", "flag": "cardiac"}] * 3


def test_one_that_is_never_taken_holds_up_no_other(
    store: Store, outbox: Outbox, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_HELD_SECONDS", 0.02)
    listener.never = ["poison"]
    alert(store, "poison", "c1", "c2")
    at_work(made(store, AlertCarrier(listener.url, (0.01, 60.0))), lambda: outbox.waiting() == {"alert": 1})
    assert [heard["conversation"] for heard in listener.heard if heard["conversation"] != "poison"] == [
        "c1",
        "c2",
    ]


def test_an_address_that_is_gone_is_asked_for_one_alert_at_a_time(
    store: Store, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    alert(store, *"abcdefgh")

    def failed() -> int:
        return caplog.text.count("an alert was not delivered")

    at_work(made(store, AlertCarrier("http://127.0.0.1:9/alert", (0.3,))), lambda: failed() >= 2)
    assert failed() <= 3
    assert outbox.waiting() == {"alert": 8}
