"""Messages that lean on the topic before them: "and for the eyes?", "tell me more", "how long?"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.domain.interpretation import Interpretation
from bot.domain.names import CONDITION
from bot.language.lexicon.intent_words import IntentWords

LONGEST: Final = 6
"""Words; a longer message stands on its own."""
_MAY_LEAN: Final = frozenset({"topic", "tell", "not_understood", "out_of_scope", "medical", "rephrase"})


def resolve(interpretation: Interpretation, last_topic: str | None, words: IntentWords) -> Interpretation:
    """`interpretation` in the light of the topic that was answered last."""
    said = words.normal(interpretation.text).split()
    if interpretation.choice or interpretation.intent not in _MAY_LEAN or not 0 < len(said) <= LONGEST + 1:
        return interpretation
    found = _leaning(interpretation, said, last_topic, words)
    return replace(interpretation, intent="topic", topics=found) if found else interpretation


def _leaning(
    interpretation: Interpretation, said: list[str], last_topic: str | None, words: IntentWords
) -> tuple[str, ...]:
    bare = [word for word in said if word != "?"]
    rest, lead = _without_lead(bare, words)
    asks = "?" in said or len(lead) > 1
    questions = dict.fromkeys(mention.question for mention in interpretation.mentions)
    if lead and asks and questions and not _is_risk_of_a_part(interpretation):
        return tuple(f"{CONDITION}{question}" for question in questions)[:2]
    if last_topic is None:
        return ()
    topic = _subject(rest, last_topic, words) if lead else None
    if topic:
        return (topic,)
    either = {" ".join(bare), " ".join(rest)}
    stays = any(either & phrases and _is_after(last_topic, after) for phrases, after in words.stays)
    return (last_topic,) if stays or either & words.more else ()


def _is_risk_of_a_part(interpretation: Interpretation) -> bool:
    """ "what about the ears" names no illness."""
    return interpretation.topics[:1] in (("risk_eyes",), ("risk_ears",))


def _subject(rest: list[str], last_topic: str, words: IntentWords) -> str | None:
    for after, topics in words.subjects:
        if _is_after(last_topic, after):
            for word in rest:
                if word in topics:
                    return topics[word]
    return None


def _is_after(last_topic: str, after: Iterable[str]) -> bool:
    return any(last_topic.startswith(beginning) for beginning in after)


def _without_lead(said: list[str], words: IntentWords) -> tuple[list[str], tuple[str, ...]]:
    for lead in words.leads:
        if tuple(said[: len(lead)]) == lead:
            return said[len(lead) :], lead
    return said, ()
