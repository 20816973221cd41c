"""Moments are kept in UTC, with their zone, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from bot.store.conversations.store import Store
from tests.store.talk import NOW, begin


def test_a_moment_of_another_zone_comes_back_in_utc(store: Store) -> None:
    conversation = begin(store, NOW.astimezone(timezone(timedelta(hours=5, minutes=30))))
    with store.reading() as reader:
        row = reader.conversation(conversation)
    assert row is not None
    assert row.used_at == NOW
    assert row.used_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="time zone"):
        begin(store, datetime(2025, 6, 1))  # noqa: DTZ001
