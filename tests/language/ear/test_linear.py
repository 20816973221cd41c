"""The linear ear: what it learns from few examples, and that it is kept as it was learned."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.rasa.ear import composed
from bot.language.ear import linear
from bot.language.ear.linear import NONE, LinearEar
from tests.language.words import lexicon

EXAMPLES = [
    *((f"crushing pain in my chest {when}", "cardiac", True) for when in ("now", "today", "since morning")),
    *((f"half my face droops {when}", "stroke", True) for when in ("now", "today", "since morning")),
    *((f"they took out my {organ}", NONE, True) for organ in ("spleen", "kidney", "appendix", "thyroid")),
    *((f"what does the {thing} cost", NONE, False) for thing in ("visit", "table", "session", "therapy")),
    *((f"please {word} the check", NONE, False) for word in ("start", "begin", "open", "do")),
]


@pytest.fixture(scope="module")
def ear() -> LinearEar:
    texts, flags, health = zip(*EXAMPLES, *composed(EXAMPLES), strict=True)
    return linear.learn(texts, flags, health, lexicon().glosses)


def test_it_tells_dangers_from_other_illnesses_and_both_from_the_rest(ear: LinearEar) -> None:
    danger, illness, other = map(ear.hear, ("pain in the chest today", "they took my spleen", "visit cost"))
    assert danger.red_flags[0][0] == "cardiac"
    assert danger.alarm > illness.alarm
    assert min(danger.health, illness.health) > other.health


def test_what_stands_beside_it_does_not_drown_it(ear: LinearEar) -> None:
    alone, beside = (
        ear.hear("they took out my kidney"),
        ear.hear("no, they took out my kidney. start the check"),
    )
    assert beside.health > 0.5 * alone.health


def test_both_scripts_are_heard_by_what_they_mean(ear: LinearEar) -> None:
    assert ear.hear("मेरी छाती में दर्द").red_flags[0][0] == "cardiac"


def test_it_is_loaded_as_it_was_saved(ear: LinearEar, tmp_path: Path) -> None:
    linear.save(ear, tmp_path)
    again = linear.load(tmp_path, lexicon().glosses)
    for text, _, _ in EXAMPLES:
        assert again.hear(text) == ear.hear(text)


def test_a_long_text_is_heard_at_its_two_ends(ear: LinearEar) -> None:
    long = " ".join(["crushing pain in my chest now", *["word"] * 5_000])
    assert ear.hear(long) == ear.hear(f"{long} {'word ' * 5_000}")


def test_what_tells_of_health_is_composed_with_what_does_not() -> None:
    made = list(composed(EXAMPLES))
    assert all(any(text in whole for text, _, _ in EXAMPLES) for whole, _, _ in made)
    assert {(flag, health) for _, flag, health in made} >= {("cardiac", True), (NONE, True)}
