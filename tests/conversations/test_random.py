"""Random conversations: after every step an independent oracle is asked whether a link may exist.

`HEADS_UP_STEPS=50000 pytest tests/conversations` walks as far as wanted, each time elsewhere, and
`make faults ROWS=random` through a hundred thousand conversations.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.dialogue.port import Dialogue
from tests.conversation import House, house, knowledge, rasa_dialogue, sqlite_file
from tests.conversations.person import Person
from tests.conversations.stroll import stroll
from tests.fake_dialogue import FakeDialogue
from tests.memory_store import in_memory

LENGTH = 50
"""Steps of one conversation."""

ON_DEMAND = int(os.environ.get("HEADS_UP_STEPS", "0"))


def walk(lived_in: House, count: int) -> int:
    """Take about `count` steps; how many there were."""
    machine: type[Person] = type("PersonHere", (Person,), {"home": lived_in})
    wanted = ON_DEMAND or count
    how = settings(
        max_examples=max(1, wanted * 6 // 5 // LENGTH),  # a fifth more: some conversations end early
        stateful_step_count=LENGTH,
        deadline=None,
        derandomize=not ON_DEMAND,
        phases=tuple(Phase) if ON_DEMAND else (Phase.generate,),  # making a failure shorter takes minutes
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(machine, settings=how)  # type: ignore[no-untyped-call]
    return machine.steps


def housed(url: str, dialogue: Dialogue) -> Iterator[House]:
    with house(url, dialogue, CONVERSATION_DAYS="36500") as made:
        yield made


@pytest.fixture
def by_plain_rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from housed(sqlite_file(tmp_path_factory.mktemp("walk")), FakeDialogue(knowledge()))


@pytest.fixture
def by_plain_rules_on_postgres(postgres_url: str) -> Iterator[House]:
    yield from housed(postgres_url, FakeDialogue(knowledge()))


@pytest.fixture
def by_rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from housed(sqlite_file(tmp_path_factory.mktemp("walk")), rasa_dialogue())


@pytest.mark.slow
def test_no_link_is_ever_wrong_and_no_answer_made_up(by_plain_rules: House) -> None:
    assert walk(by_plain_rules, 2_100) >= 2_000


def test_the_same_in_memory() -> None:
    with in_memory(FakeDialogue(knowledge())) as home:
        assert stroll(home, random.Random(3), 30).conversations >= 30


@pytest.mark.postgres
def test_the_same_on_postgresql(by_plain_rules_on_postgres: House) -> None:
    assert walk(by_plain_rules_on_postgres, 300) >= 250


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.xdist_group("model")
def test_the_same_with_rasa(by_rasa: House) -> None:
    assert walk(by_rasa, 400) >= 300
