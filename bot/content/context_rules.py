"""context_rules.yml: how the words around a condition change what is meant by it."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from bot.content.entries import Entry, Id, Text, Texts, WholeNumber
from bot.domain.interpretation import Kind

FILE: Final = "context_rules.yml"


class Side(Entry):
    """The phrases of a category that reach a condition from one side."""

    phrases: Texts
    until: Texts = ()
    """The categories that end a phrase's reach."""
    reach: WholeNumber | None = None
    """How many words away it still counts; without it, to the end of the sentence."""
    pseudo: Texts = ()
    """Phrases that only look like one of these."""


class Category(Entry):
    """What phrases say of a condition that stands behind them, before them, or on either side."""

    forward: Side | None = None
    backward: Side | None = None
    both: Side | None = None
    patterns: Texts = ()


class NotRaised(Entry):
    """Words that say that a measured thing is not raised: they deny that part."""

    question: Id
    part: Id
    phrases: Texts


class Pattern(Entry):
    """Phrases with a gap (`*`) or a choice of words, and what they name."""

    question: Id
    kind: Kind
    part: Id | None = None
    phrases: Texts


class Proxy(Entry):
    """Whom the check is for: phrases before a person, behind one, and for oneself."""

    before: Texts
    after: Texts
    oneself: Texts


class ContextRules(Entry):
    """The rules. What each list is for stands beside it in the file."""

    categories: dict[str, Category]
    ends: Texts
    comma: Texts
    openers: Texts
    states: Texts
    passing: Texts
    not_raised: tuple[NotRaised, ...]
    opposites: tuple[tuple[Text, Text], ...]
    measured: dict[str, Texts]
    """Question id → bare words for something everybody has."""
    people: dict[str, Texts]
    """Who is meant → what people call them."""
    not_in_gaps: Texts
    patterns: tuple[Pattern, ...]
    common_words: Texts
    proxy: Proxy = Field(...)
