"""intents.yml: messages whose kind needs no guess, and short questions that lean on the topic before them."""

from __future__ import annotations

from typing import Final

from bot.content.entries import Entry, Text, Texts

FILE: Final = "intents.yml"


class Staying(Entry):
    """Questions that stay on the topic before them, if its name begins with one of `after`."""

    phrases: Texts
    after: Texts


class Subjects(Entry):
    """What a word after a lead is about, if the topic before begins with one of `after`."""

    after: tuple[str, ...]
    """An empty text stands for any topic."""
    words: dict[str, Text]
    """Word → topic id."""


class FollowUp(Entry):
    """Short questions that lean on the topic before them."""

    leads: Texts
    more: Texts
    stays: tuple[Staying, ...]
    subjects: tuple[Subjects, ...]


class IntentPhrases(Entry):
    """What the classifier does not have to guess."""

    spellings: dict[str, Text]
    """Typed word → the words it stands for, besides those of plain_answers.yml."""
    fillers: Texts
    exact: dict[str, Texts]
    """Intent or topic id → whole messages."""
    follow_up: FollowUp
    asks_for_self: Texts
    condition_topics: Texts
    asking: Texts
    claiming: Texts
    doubting: Texts
    beside_a_question: dict[str, Text]
    """Intent → the topic it means beside another question."""
