"""A person as a state machine: anything at any time, and the oracle asked after every step."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.conversation import House
from tests.conversations.walk import ASIDES, CHANGES, MUMBLED, SHORT, WAYS, Walk

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
