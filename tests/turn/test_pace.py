"""The turns of a minute count together, whichever process took them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot.domain.errors import TooFast
from tests.conversation import House, Talk, house, knowledge
from tests.fake_dialogue import FakeDialogue

LIMIT = 6


@pytest.fixture
def houses(postgres_url: str) -> Iterator[tuple[House, House]]:
    """Two processes on one database, with one clock."""
    with ExitStack() as stack:
        dialogue, limit = FakeDialogue(knowledge()), str(LIMIT)
        one = stack.enter_context(house(postgres_url, dialogue, RATE_LIMIT=limit))
        yield one, stack.enter_context(house(postgres_url, dialogue, one.clock, RATE_LIMIT=limit))


@pytest.mark.postgres
def test_two_processes_allow_together_what_one_allows(houses: tuple[House, House]) -> None:
    one, other = houses
    talk = Talk(one.conversations)
    for number in range(LIMIT):
        talk.conversations = houses[number % 2].conversations
        talk.says("what are the risks?", id=f"m{number}")
    for process in houses:
        talk.conversations = process.conversations
        with pytest.raises(TooFast) as refused:
            talk.says("what are the risks?")
        assert 0 < refused.value.seconds <= 60
    assert talk.says("what are the risks?", id="m0").messages, "the same message again is no turn"
    one.clock.advance(seconds=60)
    talk.conversations = other.conversations
    talk.says("what are the risks?")
    assert len([message for message in talk.looks().messages if message.sender == "visitor"]) == LIMIT + 1
