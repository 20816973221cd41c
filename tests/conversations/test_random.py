"""Random conversations: after every step an independent oracle is asked whether a link may exist.

`HEADS_UP_STEPS=50000 pytest tests/conversations` walks as far as wanted, each time elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.engine.dialogue import Dialogue
from tests.conversation import House, house, knowledge, rasa_dialogue, sqlite_file
from tests.conversations.walk import ASIDES, CHANGES, MUMBLED, SHORT, WAYS, Walk
from tests.fake_dialogue import FakeDialogue

LENGTH = 50
"""Steps of one conversation."""

ON_DEMAND = int(os.environ.get("HEADS_UP_STEPS", "0"))
choices = st.integers(0, 10_000)


class Person(RuleBasedStateMachine):
    """Does anything at any time, in the conversations of `home`; counts the steps."""

    home: ClassVar[House]
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk(self.home)

    @rule(text=st.sampled_from(sorted(SHORT)))
    def types_a_short_answer(self, text: str) -> None:
        self.walk.types(text)

    @rule(which=choices, text=st.sampled_from(sorted(SHORT)))
    def types_a_short_answer_late(self, which: int, text: str) -> None:
        self.walk.types_late(which, text)

    @rule(text=st.sampled_from(CHANGES))
    def tells_or_changes_something(self, text: str) -> None:
        self.walk.types(text)

    @rule(text=st.sampled_from(WAYS))
    def goes_another_way(self, text: str) -> None:
        self.walk.types(text)

    @rule(text=st.sampled_from(ASIDES))
    def says_something_aside(self, text: str) -> None:
        self.walk.types(text)

    @rule(times=st.integers(1, 3))
    def mumbles(self, times: int) -> None:
        for _ in range(times):
            self.walk.types(MUMBLED)
            self.walk.check()

    @rule()
    @precondition(lambda self: self.walk.talk.answers)
    def starts_over(self) -> None:
        self.walk.types("start over")

    @rule(which=choices)
    def presses_any_button_ever_shown(self, which: int) -> None:
        buttons = self.walk.buttons
        self.walk.press(*buttons[which % len(buttons)])

    @rule(which=choices)
    def presses_one_of_the_newest_buttons(self, which: int) -> None:
        at = max(at for at, *_ in self.walk.buttons)
        newest = [button for button in self.walk.buttons if button[0] == at]
        self.walk.press(*newest[which % len(newest)])

    @rule(times=st.integers(1, 10))
    def answers_no(self, times: int) -> None:
        for _ in range(times):
            self._agree_or_answer("No")
            self.walk.check()

    @rule()
    def answers_yes(self) -> None:
        self._agree_or_answer("Yes")

    @rule(which=choices)
    @precondition(lambda self: self.walk.sent)
    def sends_a_message_again(self, which: int) -> None:
        self.walk.send_again(which)

    @rule(which=choices)
    @precondition(lambda self: self.walk.sent)
    def sends_other_content_under_a_used_id(self, which: int) -> None:
        self.walk.send_other_content(which)

    @rule()
    def presses_what_was_never_offered(self) -> None:
        self.walk.press_what_was_never_offered()

    @rule(days=st.integers(1, 20))
    def lets_time_pass(self, days: int) -> None:
        self.home.clock.advance(days=days)

    @rule(chance=st.integers(1, 12))
    def reports_a_danger(self, chance: int) -> None:
        if chance == 1:
            self.walk.report_danger()

    @rule(chance=st.integers(1, 8))
    def comes_back_as_somebody_else(self, chance: int) -> None:
        if chance == 1:
            self.walk.begin()

    @invariant()
    def the_oracle_agrees(self) -> None:
        type(self).steps += 1
        self.walk.check()

    def _agree_or_answer(self, title: str) -> None:
        last = self.walk.told[-1]
        wanted = title if self.walk.asked else "Start the check" if last.topic == "greeting" else "I agree"
        for choice in last.choices:
            if choice.title == wanted or (wanted == "I agree" and choice.title.startswith(wanted)):
                self.walk.press(len(self.walk.told) - 1, last, choice.title, choice.value)
                return


def walk(lived_in: House, count: int) -> int:
    """Take about `count` steps; how many there were."""
    machine: type[Person] = type("PersonHere", (Person,), {"home": lived_in})
    wanted = ON_DEMAND or count
    how = settings(
        max_examples=max(1, wanted // LENGTH),
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


@pytest.mark.postgres
def test_the_same_on_postgresql(by_plain_rules_on_postgres: House) -> None:
    assert walk(by_plain_rules_on_postgres, 150) >= 100


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.xdist_group("model")
def test_the_same_with_rasa(by_rasa: House) -> None:
    assert walk(by_rasa, 350) >= 300
