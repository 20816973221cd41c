"""One turn is one transaction: all of it or nothing, one at a time, and nothing else waits for it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from bot.domain.errors import UnknownConversation
from bot.domain.screening import Screening
from bot.domain.turn_record import BookingReference, BotMessage, ReportedFlag
from bot.store.conversations.store import FORGET_AT_ONCE, Store
from bot.store.conversations.unit_of_work import UnitOfWork
from bot.store.database.columns import rows
from bot.store.database.errors import Refused
from tests.store.talk import GREETING, NOW, begin, record, say, silent, take_in, told


class Interrupted(Exception):
    """Something fails in the middle of a turn."""


def fail_after_writing(work: UnitOfWork) -> None:
    """A turn that wrote everything and then fails."""
    take_in(work, "b")
    raise Interrupted


OF_A_TURN = (
    "conversations",
    "turns",
    "messages",
    "offers",
    "answer_changes",
    "red_flag_reports",
    "bookings",
    "booking_openings",
    "inbox",
)
"""The tables that turns fill. Those of Telegram and of the console have tests of their own."""


def counts(store: Store) -> Counter[str]:
    """How many rows there are of conversations, by table."""
    with store._engines.reader.connect() as connection:
        return Counter(
            {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in rows.metadata.tables.items()
                if name in OF_A_TURN
            }
        )


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    seen: list[str] = []

    def noted(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", noted)
    yield seen
    event.remove(engine, "before_cursor_execute", noted)


def test_an_exception_leaves_nothing_of_the_turn(store: Store) -> None:
    conversation = begin(store)
    say(store, conversation, "a")
    before = counts(store)
    with pytest.raises(Interrupted), store.work(conversation) as work:
        fail_after_writing(work)
    assert counts(store) == before
    with store.work(conversation) as work:
        assert (work.screening.asked, work.conversation.last_position) == (1, 3)


def test_an_exception_leaves_no_conversation(store: Store) -> None:
    twice = silent(Screening(), messages=(GREETING, GREETING))
    with pytest.raises(Refused):
        store.begin("web", "en", twice)
    assert sum(counts(store).values()) == 0


def test_the_same_message_twice_is_refused_by_the_database(store: Store) -> None:
    conversation = begin(store)
    say(store, conversation, "a")
    before = counts(store)
    with pytest.raises(Refused), store.work(conversation) as work:
        take_in(work, "a")
    assert counts(store) == before


def test_an_unknown_conversation_is_told(store: Store) -> None:
    with pytest.raises(UnknownConversation), store.work("0" * 32):
        pass
    with pytest.raises(UnknownConversation):
        store.erase("0" * 32)
    with store.reading() as reader:
        assert reader.conversation("0" * 32) is None


def test_erasing_leaves_no_row_in_any_table(store: Store) -> None:
    conversation = begin(store)
    with store.work(conversation) as work:
        reference = BookingReference("b" * 32, 1, NOW, NOW)
        link = BotMessage("link", "outcome:eligible", "…", booking=reference)
        flagged = replace(record("x", Screening(run=1)), red_flags=(ReportedFlag("cardiac", "pain"),))
        work.write(replace(flagged, outcome="eligible", messages=(link,)))
        booking = work.booking(reference.id)
        assert booking is not None
        work.record_opening(booking, "forward", NOW)
    say(store, conversation, "a")
    assert min(counts(store).values()) > 0, "the test must fill every table"
    store.erase(conversation)
    assert sum(counts(store).values()) == 0


def test_erasing_leaves_the_others(store: Store) -> None:
    kept, gone = begin(store), begin(store)
    say(store, kept, "a")
    store.erase(gone)
    assert told(store, kept) == ["hello", "a", "to-a"]


def test_unused_conversations_are_forgotten_however_many(store: Store) -> None:
    old = [begin(store, NOW - timedelta(days=30, seconds=1)) for _ in range(FORGET_AT_ONCE + 1)]
    used = begin(store, NOW - timedelta(days=30))
    assert store.forget_unused(30, NOW) == len(old)
    assert store.forget_unused(30, NOW) == 0
    assert told(store, used) == ["hello"]


def test_a_reader_does_not_wait_for_a_turn_and_sees_none_of_it(store: Store) -> None:
    conversation = begin(store)
    with store.work(conversation) as work:
        take_in(work, "a")  # written, though not committed
        began = time.monotonic()
        assert told(store, conversation) == ["hello"]
        assert time.monotonic() - began < 1
    assert told(store, conversation) == ["hello", "a", "to-a"]


def test_a_reader_sees_one_moment(store: Store) -> None:
    conversation = begin(store)
    with store.reading() as reader:
        row = reader.conversation(conversation)
        say(store, conversation, "a")
        assert row is not None
        assert row.last_position == len(reader.messages(conversation))


def test_a_turn_costs_the_same_at_turn_5_and_turn_500(store: Store) -> None:
    conversation = begin(store)
    cost = {}
    for number in range(1, 501):
        with statements(store._engines.writer) as seen:
            say(store, conversation, f"m{number}")
        cost[number] = seen
    assert cost[5] == cost[500]
    assert len(cost[5]) <= 14


def test_readiness_is_told_during_a_turn_too(store: Store) -> None:
    conversation = begin(store)
    store.check_writable()
    with store.work(conversation) as work:
        take_in(work, "a")
        began = time.monotonic()
        store.check_writable()
        assert time.monotonic() - began < 1
