"""Twice, late, from two windows, at the same moment, at three processes: one turn, one answer, in order."""

from __future__ import annotations

import pytest

from tests.conversation import knowledge
from tests.fake_dialogue import FakeDialogue
from tests.faults.at_once import double_sent, pairs, visitor
from tests.faults.nursery import nursery

pytestmark = pytest.mark.faults


def test_no_question_is_answered_by_a_repetition(database_url: str) -> None:
    with nursery(database_url, FakeDialogue(knowledge()), 3) as workers, visitor(workers.addresses) as person:
        assert list(double_sent(person)) == []


@pytest.mark.postgres
def test_pairs_of_messages_at_once(postgres_url: str) -> None:
    with nursery(postgres_url, FakeDialogue(knowledge()), 3) as workers, visitor(workers.addresses) as person:
        comparison, unordered = pairs(person, 20)
    assert comparison.clean, comparison
    assert (comparison.acknowledged, unordered) == (40, 0)
