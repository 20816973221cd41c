"""The same person without Hypothesis, which draws slowly: many more conversations in the same time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.conversation import House
from tests.conversations.person import Person
from tests.conversations.walk import ASIDES, CHANGES, SHORT, WAYS

MOST_STEPS = 25
"""Of one conversation: a screening has twelve."""

Draw = Callable[[random.Random], dict[str, Any]]


def _which(dice: random.Random) -> dict[str, Any]:
    return {"which": dice.randrange(10_000)}


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
    (Person.reports_a_danger, lambda dice: {"chance": dice.randint(1, 12)}),
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
