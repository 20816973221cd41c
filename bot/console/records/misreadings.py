"""What a message should have been understood as: an intent, an answer, a topic, a condition or a red flag."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.format.words import Words
from bot.content.knowledge import Knowledge

INTENT, ANSWER, TOPIC, CONDITION, RED_FLAG = "intent", "answer", "topic", "condition", "red_flag"


def kinds(words: Words, knowledge: Knowledge) -> Mapping[str, Mapping[str, str]]:
    """The possible values, by group, each as `kind:id` with its label."""
    return {
        "An answer to the question": {f"{ANSWER}:{id}": label for id, label in words.all("answer").items()},
        "What the person wants": {f"{INTENT}:{id}": label for id, label in words.all("intent").items()},
        "A condition": {f"{CONDITION}:{id}": label for id, label in words.all("question").items()},
        "A topic": {f"{TOPIC}:{id}": words.topic(id) for id in knowledge.topics},
        "A red flag": {
            **{f"{RED_FLAG}:{id}": label for id, label in words.all("red_flag").items()},
            f"{RED_FLAG}:none": "No red flag",
        },
    }


def label(words: Words, knowledge: Knowledge, value: str) -> str:
    """The label of a value."""
    return next((group[value] for group in kinds(words, knowledge).values() if value in group), value)
