"""Messages that lean on the subject before them: "and for the eyes?", "why?", "how long?"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.core.understood import Understood
from bot.understanding.normal import load_kinds, normal

CONDITION = "condition:"
LONGEST = 6
"""Words; a longer message stands on its own."""


def resolve(understood: Understood, last_topic: str | None) -> Understood:
    """`understood` in the light of the topic that was answered last."""
    words = [word for word in normal(understood.text).split() if word != "?"]
    if last_topic is None or understood.choice or not words or len(words) > LONGEST:
        return understood
    rest, led = _without_lead(words)
    found = _about(understood, rest, led, last_topic)
    return replace(understood, intent="topic", topics=found) if found else understood


def _about(understood: Understood, rest: list[str], led: bool, last_topic: str) -> tuple[str, ...]:
    rules = load_kinds()["follow_up"]
    questions = tuple(dict.fromkeys(mention.question for mention in understood.mentions))
    if led and questions and understood.intent in ("tell", "topic", "not_understood", "out_of_scope"):
        return tuple(f"{CONDITION}{question}" for question in questions[:2]) if last_topic.startswith(CONDITION) else ()
    group = next((name for name, topics in rules["groups"].items() if last_topic in topics), None)
    if led and group in rules["subjects"]:
        for word in rest:
            if word in rules["subjects"][group]:
                return (rules["subjects"][group][word],)
    phrase = " ".join(rest)
    topic = rules["after"].get(phrase, {}).get(group or last_topic) if phrase in rules["after"] else None
    if topic:
        return (topic,)
    return (last_topic,) if phrase in _same() and not understood.topics and understood.intent != "why" else ()


def _without_lead(words: list[str]) -> tuple[list[str], bool]:
    for lead in sorted(_leads(), key=len, reverse=True):
        if tuple(words[: len(lead)]) == lead:
            return words[len(lead) :], True
    return words, False


@lru_cache(maxsize=1)
def _leads() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(normal(lead).split()) for lead in load_kinds()["follow_up"]["leads"])


@lru_cache(maxsize=1)
def _same() -> frozenset[str]:
    return frozenset(normal(phrase) for phrase in load_kinds()["follow_up"]["same"])
