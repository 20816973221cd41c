"""Messages that lean on the topic before them."""

from __future__ import annotations

import pytest

from bot.domain.interpretation import Intent, Interpretation, Mention
from bot.language.context import follow_up
from tests.language.words import lexicon


def resolve(interpretation: Interpretation, last_topic: str | None) -> Interpretation:
    return follow_up.resolve(interpretation, last_topic, lexicon().intents)


def glaucoma(text: str) -> Mention:
    start = text.index("glaucoma")
    return Mention("eye_condition", "glaucoma", start, start + 8, "present", "condition")


@pytest.mark.parametrize(
    ("text", "intent", "topics", "last", "expected"),
    [
        ("and for the eyes?", "topic", ("risks_overview",), "risks_overview", ("risk_eyes",)),
        ("what about ears", "topic", ("risk_ears",), "risk_eyes", ("risk_ears",)),
        ("and posture?", "not_understood", (), "benefits_overview", ("benefit_alignment",)),
        ("and the cost?", "topic", ("cost",), "booking", ("cost",)),
        ("how long?", "topic", ("how_to_do_it",), "my_data", ("my_data",)),
        ("how long?", "topic", ("how_to_do_it",), "booking", ("how_to_do_it",)),
        ("how long does it last?", "out_of_scope", (), "benefit_pain_relief", ("benefit_pain_relief",)),
        ("tell me more", "topic", ("capabilities",), "evidence", ("evidence",)),
        ("is it safe?", "topic", ("risks_overview",), "home_equipment", ("home_equipment",)),
        ("is it safe?", "topic", ("risks_overview",), None, ("risks_overview",)),
    ],
)
def test_the_topic_before_decides(
    text: str, intent: Intent, topics: tuple[str, ...], last: str | None, expected: tuple[str, ...]
) -> None:
    assert resolve(Interpretation(text, intent, topics=topics), last).topics == expected


def test_a_condition_named_after_a_lead_is_asked_about() -> None:
    text = "what about glaucoma?"
    heard = resolve(Interpretation(text, "tell", mentions=(glaucoma(text),)), "condition:pregnancy")
    assert (heard.intent, heard.topics) == ("topic", ("condition:eye_condition",))


def test_a_told_condition_stays_told() -> None:
    text = "and glaucoma"
    heard = Interpretation(text, "tell", mentions=(glaucoma(text),))
    assert resolve(heard, "evidence") == heard


@pytest.mark.parametrize("intent", ["affirm", "deny", "why", "stop", "correct", "erase"])
def test_answers_and_commands_lean_on_nothing(intent: Intent) -> None:
    heard = Interpretation("really", intent)
    assert resolve(heard, "evidence") == heard


def test_a_long_message_stands_on_its_own() -> None:
    heard = Interpretation(
        "and what about the eyes of my uncle who lives in Pune", "topic", topics=("risk_eyes",)
    )
    assert resolve(heard, "benefits_overview") == heard
