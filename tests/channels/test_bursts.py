"""What counts as the arrival of a message."""

from __future__ import annotations

from bot.channels.web.bursts import Bursts


def test_messages_that_overlap_came_at_once() -> None:
    bursts = Bursts()
    with bursts.arrival("one") as first:
        with bursts.arrival("one") as second:
            assert second == first
        with bursts.arrival("one") as third:
            assert third == first


def test_a_message_after_the_answer_came_later() -> None:
    bursts = Bursts()
    with bursts.arrival("one") as first:
        pass
    with bursts.arrival("one") as second:
        assert second > first


def test_conversations_do_not_touch_each_other() -> None:
    bursts = Bursts()
    with bursts.arrival("one") as first, bursts.arrival("other") as other:
        assert other >= first
    assert bursts._under_way == {}
