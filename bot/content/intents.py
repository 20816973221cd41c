"""intents.yml: messages whose kind needs no guess, and short questions that lean on the topic before them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import validator

from bot.content.entries import Entry, Named, Text, Texts, known
from bot.domain.interpretation import INTENTS
from bot.domain.names import CONDITION, TOPICS

FILE: Final = "intents.yml"


_LABELS: Final = (*INTENTS, *TOPICS)


def _begins_a_topic(beginnings: Iterable[str]) -> None:
    for beginning in beginnings:
        if not any(topic.startswith(beginning) for topic in (*TOPICS, CONDITION)):
            raise ValueError(f"no topic begins with {beginning!r}; correct or remove it")


class Staying(Entry):
    """Questions that stay on the topic before them, if its name begins with one of `after`."""

    phrases: Texts
    after: Texts

    @validator("after")
    def _some_topic(cls, after: tuple[str, ...]) -> tuple[str, ...]:
        if not after:
            raise ValueError("write after which topics; without one these phrases are never heard")
        _begins_a_topic(after)
        return after


class Subjects(Entry):
    """What a word after a lead is about, if the topic before begins with one of `after`."""

    after: tuple[str, ...]
    """An empty text stands for any topic."""
    words: Mapping[str, Text]
    """Word → topic id."""

    @validator("after")
    def _some_topic(cls, after: tuple[str, ...]) -> tuple[str, ...]:
        _begins_a_topic(after)
        return after

    @validator("words")
    def _topics(cls, words: Mapping[str, str]) -> Mapping[str, str]:
        return _to(TOPICS, words)


class FollowUp(Entry):
    """Short questions that lean on the topic before them."""

    leads: Texts
    more: Texts
    stays: tuple[Staying, ...]
    subjects: tuple[Subjects, ...]


class IntentPhrases(Entry):
    """What the classifier does not have to guess."""

    spellings: Mapping[str, Text]
    """Typed word → the words it stands for, besides those of plain_answers.yml."""
    fillers: Texts
    exact: Mapping[str, Texts]
    """Intent or topic id → whole messages."""
    follow_up: FollowUp
    asks_for_self: Texts
    condition_topics: Texts
    asking: Texts
    claiming: Texts
    doubting: Texts
    beside_a_question: Mapping[str, Text]
    """Intent → the topic it means beside another question."""

    @validator("exact")
    def _labels(cls, exact: Mapping[str, Texts]) -> Mapping[str, Texts]:
        known(exact, _LABELS)
        return exact

    @validator("condition_topics")
    def _topics(cls, topics: tuple[str, ...]) -> tuple[str, ...]:
        known(topics, TOPICS)
        return topics

    @validator("beside_a_question")
    def _means(cls, means: Mapping[str, str]) -> Mapping[str, str]:
        known(means, INTENTS)
        return _to(TOPICS, means)


def _to(allowed: tuple[str, ...], means: Mapping[str, str]) -> Mapping[str, str]:
    for name, meant in means.items():
        if meant not in allowed:
            raise Named(name, f"{meant!r} is not known here; write the name of a topic")
    return means
