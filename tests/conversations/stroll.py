"""The same person without Hypothesis, which draws slowly: many more conversations in the same time."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.conversation import House
from tests.conversations.oracle import QUESTIONS
from tests.conversations.person import AFTERWARDS, Person
from tests.conversations.phrases import (
    AGES,
    ASIDES,
    ASKED_AGAIN,
    BACK,
    CHANGES,
    DANGER,
    LANGUAGES,
    LIKELY,
    NOTED,
    SHORT,
    STORY,
    TOLD_IN_A_QUESTION,
    UNHEARD,
    WAYS,
)

MOST_STEPS = 25
"""Of one conversation: a screening has twelve."""

Draw = Callable[[random.Random], dict[str, Any]]


def _which(dice: random.Random) -> dict[str, Any]:
    return {"which": dice.randrange(10_000)}


def _text(dice: random.Random, texts: Sequence[str]) -> dict[str, Any]:
    return {"text": dice.choice(texts)}


def _one_in(number: int, dice: random.Random) -> dict[str, Any]:
    return {"chance": dice.randint(1, number)}


STEPS: tuple[tuple[Callable[..., None], Draw], ...] = (
    (Person.types_a_short_answer, lambda dice: {"text": dice.choice(sorted(SHORT))}),
    (Person.types_a_short_answer_late, lambda dice: {**_which(dice), "text": dice.choice(sorted(SHORT))}),
    (Person.tells_or_changes_something, lambda dice: {"text": dice.choice(CHANGES)}),
    (Person.goes_another_way, lambda dice: {"text": dice.choice(WAYS)}),
    (Person.says_something_aside, lambda dice: {"text": dice.choice(ASIDES)}),
    (Person.mumbles, lambda dice: {"times": dice.randint(1, 3)}),
    (Person.presses_any_button_ever_shown, _which),
    (Person.presses_one_of_the_newest_buttons, _which),
    (Person.answers_no, lambda dice: {"times": dice.randint(1, 10)}),
    (Person.answers_yes, lambda dice: {}),
    (Person.sends_a_message_again, _which),
    (Person.sends_other_content_under_a_used_id, _which),
    (Person.presses_what_was_never_offered, lambda dice: {}),
    (Person.lets_time_pass, lambda dice: {"days": dice.randint(1, 20)}),
    (Person.reports_a_danger, lambda dice: {"chance": dice.randint(1, 20)}),
    (Person.types_what_a_button_says, _which),
    (Person.presses_to_change_an_answer, lambda dice: {"question": dice.choice(QUESTIONS)}),
    (Person.chooses_a_language, lambda dice: {"code": dice.choice(LANGUAGES)}),
    (Person.wants_to_change_an_answer, lambda dice: {"text": dice.choice((*ASKED_AGAIN, *BACK))}),
    (Person.tells_a_condition_in_a_question, lambda dice: _text(dice, sorted(TOLD_IN_A_QUESTION))),
    (Person.tells_what_a_clinician_looks_at, lambda dice: {**_text(dice, NOTED), **_one_in(8, dice)}),
    (Person.says_what_nobody_hears, lambda dice: {"text": dice.choice(UNHEARD)}),
    (Person.answers_a_doubt_old_or_new, _which),
    (Person.says_what_may_be_a_danger, lambda dice: {**_text(dice, sorted(LIKELY)), **_one_in(3, dice)}),
    (Person.says_whether_it_is_happening, _which),
    (Person.tells_an_age, lambda dice: {**_text(dice, AGES), **_one_in(10, dice)}),
    (
        Person.says_several_things_at_once,
        lambda dice: {
            **_text(dice, sorted(SHORT)),
            "times": dice.randint(1, 4),
            "last": dice.choice(AFTERWARDS),
        },
    ),
    (Person.is_asked_by_another_checklist, lambda dice: _one_in(4, dice)),
    (Person.sends_what_is_refused, lambda dice: {**_text(dice, (DANGER, STORY)), **_one_in(24, dice)}),
)
NEED_A_MESSAGE = (Person.sends_a_message_again, Person.sends_other_content_under_a_used_id)


@dataclass
class Strolled:
    """How far it went."""

    conversations: int = 0
    steps: int = 0
    messages: int = 0
    links: int = 0
    """Conversations that had a link, which was due."""

    def add(self, other: Strolled) -> None:
        self.conversations += other.conversations
        self.steps += other.steps
        self.messages += other.messages
        self.links += other.links


def stroll(home: House, dice: random.Random, number: int) -> Strolled:
    """Go through so many conversations. Raises AssertionError where the oracle disagrees."""
    person: Person = type("PersonHere", (Person,), {"home": home})()
    done = Strolled()
    for _ in range(number):
        person.walk.begin()
        linked = False
        for _ in range(dice.randint(1, MOST_STEPS)):
            act, draw = dice.choice(STEPS)
            if act in NEED_A_MESSAGE and not person.walk.sent:
                continue
            act(person, **draw(dice))
            person.walk.check()
            done.steps += 1
            linked = linked or bool(person.walk.talk.links)
        done.conversations += 1
        done.messages += len(person.walk.sent)
        done.links += linked
    return done
