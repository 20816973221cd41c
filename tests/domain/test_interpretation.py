"""What was understood is stored with its turn, and comes back as it was."""

from __future__ import annotations

import json

from bot.domain.interpretation import (
    ASIDES,
    INTENTS,
    PLAIN,
    Correction,
    Heard,
    Interpretation,
    Mention,
    from_json,
    to_json,
)

FULL = Interpretation(
    text="my mum has glaucoma, change answer 3 to no",
    intent="correct",
    confidence=0.5,
    topics=("risk_eyes", "cost"),
    mentions=(
        Mention("eye_condition", "glaucoma", 11, 19, "other_person", "example", "eye_disease"),
        Mention(
            "obesity", "92 kg", 0, 5, "uncertain", "near", value="BMI 34.8", person="she", their="denied"
        ),
    ),
    subject="your mother",
    correction=Correction("eye_condition", "no"),
    choice=True,
    ear=Heard((("risk_eyes", 0.8), ("cost", 0.1)), (("cardiac", 0.02),), 0.04, 0.97, None, True),
)


def test_a_stored_understanding_comes_back_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(FULL)))) == FULL
    plain = Interpretation("no", "deny")
    assert from_json(json.loads(json.dumps(to_json(plain)))) == plain


def test_what_was_stored_with_less_has_the_rest_empty() -> None:
    assert from_json({"text": "no", "intent": "deny"}) == Interpretation("no", "deny")


def test_no_intent_is_both_an_answer_and_an_aside() -> None:
    assert not set(PLAIN) & ASIDES
    assert set(PLAIN) | ASIDES <= set(INTENTS)
