"""A person as a state machine: anything at any time, and the oracle asked after every step."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.conversation import House
from tests.conversations.oracle import QUESTIONS
from tests.conversations.phrases import (
    AGES,
    ASIDES,
    ASKED_AGAIN,
    BACK,
    CHANGES,
    DANGER,
    LANGUAGES,
    LIKELY,
    MUMBLED,
    NOTED,
    SHORT,
    STORY,
    TOLD_IN_A_QUESTION,
    UNHEARD,
    WAYS,
)
from tests.conversations.walk import Walk

choices = st.integers(0, 10_000)
AFTERWARDS = (*UNHEARD, *CHANGES, *ASKED_AGAIN, *ASIDES)
"""What may come right behind a short answer."""


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

    @rule(which=choices)
    def types_what_a_button_says(self, which: int) -> None:
        self.walk.types_a_title(which)

    @rule(question=st.sampled_from(QUESTIONS))
    def presses_to_change_an_answer(self, question: str) -> None:
        self.walk.press_change(question)

    @rule(code=st.sampled_from(LANGUAGES))
    def chooses_a_language(self, code: str) -> None:
        self.walk.press_language(code)

    @rule(text=st.sampled_from((*ASKED_AGAIN, *BACK)))
    def wants_to_change_an_answer(self, text: str) -> None:
        self.walk.types(text)

    @rule(text=st.sampled_from(sorted(TOLD_IN_A_QUESTION)))
    def tells_a_condition_in_a_question(self, text: str) -> None:
        self.walk.types(text)

    @rule(text=st.sampled_from(NOTED), chance=st.integers(1, 8))
    def tells_what_a_clinician_looks_at(self, text: str, chance: int) -> None:
        if chance == 1:
            self.walk.types(text)

    @rule(text=st.sampled_from(UNHEARD))
    def says_what_nobody_hears(self, text: str) -> None:
        self.walk.types(text)

    @rule(which=choices)
    def answers_a_doubt_old_or_new(self, which: int) -> None:
        self._presses_one_of("doubt", which)

    @rule(text=st.sampled_from(sorted(LIKELY)), chance=st.integers(1, 3))
    def says_what_may_be_a_danger(self, text: str, chance: int) -> None:
        if chance == 1 and self.walk.versions.by_plain_rules:
            self.walk.types(text)

    @rule(which=choices)
    def says_whether_it_is_happening(self, which: int) -> None:
        self._presses_one_of("emergency", which)

    @rule(text=st.sampled_from(AGES), chance=st.integers(1, 10))
    def tells_an_age(self, text: str, chance: int) -> None:
        if chance == 1:
            self.walk.types(text)

    @rule(text=st.sampled_from(sorted(SHORT)), times=st.integers(1, 4), last=st.sampled_from(AFTERWARDS))
    def says_several_things_at_once(self, text: str, times: int, last: str) -> None:
        self.walk.types_at_once(text, times, last)

    @rule(chance=st.integers(1, 4))
    def is_asked_by_another_checklist(self, chance: int) -> None:
        if chance == 1:
            self.walk.change_the_checklist()

    @rule(chance=st.integers(1, 24), text=st.sampled_from((DANGER, STORY)))
    def sends_what_is_refused(self, chance: int, text: str) -> None:
        if chance == 1:
            self.walk.sends_what_is_refused(text)

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

    def _presses_one_of(self, about: str, which: int) -> None:
        found = [each for each in self.walk.buttons if each[1].startswith(f"{about}:")]
        if found:
            self.walk.press(*found[which % len(found)])

    def _agree_or_answer(self, title: str) -> None:
        """Go on: begin, agree, clear a doubt, or answer Yes or No."""
        said = f":{title.lower()}:" if self.walk.asked else ""
        wanted = ("start", "consent:yes", "doubt:none", "emergency:no", "erase:no", "whose:yes", "continue")
        for value in self.walk.newest:
            if said in value if said else value.startswith(wanted):
                self.walk.press(len(self.walk.told) - 1, value)
                return
