"""Near-conditions in a message: what people ask about that is on no list of the clinic's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bot.content.near_conditions import NearCondition, NearConditionsFile
from bot.domain.interpretation import Intent, Interpretation
from bot.domain.names import CONDITION, NEAR
from bot.language.lexicon.phrase_groups import Group, Phrases, Token
from bot.language.lexicon.wishes import in_one_spelling, readings_of
from bot.language.text.devanagari import folded
from bot.language.text.sentences import read

MOST: Final = 2
"""So many are told in one reply."""
_ANSWERED_BY_IT: Final = frozenset({"who_should_avoid", "consult_first", "risks_overview", "out_of_scope"})
"""Topics that say less to the question than the text of the near-condition."""
_NOT_FOR_US: Final[frozenset[Intent]] = frozenset({"out_of_scope", "not_understood", "medical"})


class NearReader:
    """The phrases of near_conditions.yml, compiled once."""

    def __init__(self, data: NearConditionsFile) -> None:
        self._names = tuple(data.by_id)
        self.phrases = Phrases({name: _group(each, data) for name, each in data.by_id.items()}, frozenset())

    def read(self, text: str) -> tuple[str, ...]:
        """The near-conditions in `text` as `near:<id>`, at most two, in the order of the words."""
        words = [replace(word, text=folded(word.text)) for word in read(text).words]
        found = self.phrases.find(
            [Token(readings_of(word.text), word.clause, word.sentence) for word in words]
        )
        begins = {name: min(found[name]) for name in self._names if found.get(name)}
        return tuple(f"{NEAR}{name}" for name in sorted(begins, key=begins.__getitem__)[:MOST])


def _group(each: NearCondition, data: NearConditionsFile) -> Group:
    denied = [f"{no} {phrase}" for no in data.denied_before for phrase in each.phrases]
    denied += [f"{phrase} {no}" for no in data.denied_after for phrase in each.phrases]
    return Group(_spelled(each.phrases), _spelled((*each.unless, *denied)))


def _spelled(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(in_one_spelling, phrases))


def with_near(meant: Interpretation, reader: NearReader) -> Interpretation:
    """The message with its near-conditions: their texts come in the place of those of another condition.

    What would not be understood, or is not ours, is a question about them.
    """
    near = () if meant.choice else reader.read(meant.text)
    if not near:
        return meant
    own = {each.question for each in meant.mentions if each.kind != "near" and not reader.read(each.text)}
    resembled = dict.fromkeys(each.question for each in meant.mentions if each.question not in own)
    heard = replace(meant, near=near, resembled=tuple(resembled))
    if meant.intent in _NOT_FOR_US:
        return replace(heard, intent="topic", topics=near)
    if meant.intent != "topic":
        return heard
    others = (topic for topic in meant.topics if topic not in _ANSWERED_BY_IT and _is_named(topic, own))
    return replace(heard, topics=(*near, *others)[:MOST])


def _is_named(topic: str, own: Collection[str]) -> bool:
    """Whether it is no condition, or one that is named by words of its own."""
    return not topic.startswith(CONDITION) or topic.removeprefix(CONDITION) in own
