"""Messages that lean on the topic before them: "and for the eyes?", "tell me more", "how long?"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from bot.domain.interpretation import Interpretation
from bot.domain.names import CONDITION
from bot.language.text.normal import load_kinds, normal

LONGEST: Final = 6
"""Words; a longer message stands on its own."""
_MAY_LEAN: Final = frozenset({"topic", "tell", "not_understood", "out_of_scope", "medical", "rephrase"})


def resolve(interpretation: Interpretation, last_topic: str | None) -> Interpretation:
    """`understood` in the light of the topic that was answered last."""
    words = normal(interpretation.text).split()
    if interpretation.choice or interpretation.intent not in _MAY_LEAN or not 0 < len(words) <= LONGEST + 1:
        return interpretation
    found = _leaning(interpretation, words, last_topic)
    return replace(interpretation, intent="topic", topics=found) if found else interpretation


def _leaning(interpretation: Interpretation, words: list[str], last_topic: str | None) -> tuple[str, ...]:
    bare = [word for word in words if word != "?"]
    rest, lead = _without_lead(bare)
    asks = "?" in words or len(lead) > 1
    questions = dict.fromkeys(mention.question for mention in interpretation.mentions)
    if lead and asks and questions and not _is_risk_of_a_part(interpretation):
        return tuple(f"{CONDITION}{question}" for question in questions)[:2]
    if last_topic is None:
        return ()
    topic = _subject(rest, last_topic) if lead else None
    if topic:
        return (topic,)
    said = {" ".join(bare), " ".join(rest)}
    stays = any(said & phrases and _is_after(last_topic, after) for phrases, after in _stays())
    return (last_topic,) if stays or said & _more() else ()


def _is_risk_of_a_part(interpretation: Interpretation) -> bool:
    """ "what about the ears" names no illness."""
    return interpretation.topics[:1] in (("risk_eyes",), ("risk_ears",))


def _subject(rest: list[str], last_topic: str) -> str | None:
    for rule in load_kinds()["follow_up"]["subjects"]:
        if _is_after(last_topic, rule["after"]):
            for word in rest:
                if word in rule["words"]:
                    return str(rule["words"][word])
    return None


def _is_after(last_topic: str, after: Iterable[str]) -> bool:
    return any(last_topic.startswith(beginning) for beginning in after)


def _without_lead(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    for lead in _leads():
        if tuple(words[: len(lead)]) == lead:
            return words[len(lead) :], lead
    return words, ()


@lru_cache(maxsize=1)
def _leads() -> tuple[tuple[str, ...], ...]:
    """Longest first."""
    listed = (tuple(normal(lead).split()) for lead in load_kinds()["follow_up"]["leads"])
    return tuple(sorted(listed, key=len, reverse=True))


@lru_cache(maxsize=1)
def _more() -> frozenset[str]:
    return frozenset(normal(phrase) for phrase in load_kinds()["follow_up"]["more"])


@lru_cache(maxsize=1)
def _stays() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    rules = load_kinds()["follow_up"]["stays"]
    return tuple((frozenset(map(normal, rule["phrases"])), tuple(rule["after"])) for rule in rules)
