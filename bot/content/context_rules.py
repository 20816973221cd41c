"""context_rules.yml: how the words around a condition change what is meant by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import root_validator, validator

from bot.content.entries import Entry, Id, Named, Text, Texts, WholeNumber, complete, known
from bot.domain.interpretation import Kind

FILE: Final = "context_rules.yml"

CATEGORIES: Final = (
    *("refused", "negated", "normal", "high", "treated", "self", "self_claim", "claim", "presupposed"),
    *("besides", "present", "other", "family_history", "inverted", "question", "uncertain", "historical"),
    *("resolved", "present_time", "general"),
)
"""What phrases around a condition can say; what each does is decided in bot/language/conditions/status.py."""

PEOPLE: Final = (
    *("mother", "father", "parents", "wife", "husband", "partner", "son", "daughter", "child", "brother"),
    *("sister", "grandmother", "grandfather", "grandparents", "aunt", "uncle", "cousin", "mother-in-law"),
    *("father-in-law", "friend", "relative", "daughter-in-law", "sister-in-law", "brother-in-law"),
)
"""Who else can be meant; which pronoun may be whose is decided in bot/language/answers/evidence.py."""

_ENDERS: Final = (*CATEGORIES, "comma", "family")


class Side(Entry):
    """The phrases of a category that reach a condition from one side."""

    phrases: Texts
    until: Texts
    """The categories that end a phrase's reach."""
    reach: WholeNumber | None = None
    """How many words away it still counts; without it, to the end of the sentence."""
    pseudo: Texts = ()
    """Phrases that only look like one of these."""

    @validator("until")
    def _known_enders(cls, until: tuple[str, ...]) -> tuple[str, ...]:
        known(until, _ENDERS)
        return until


class Category(Entry):
    """What phrases say of a condition that stands behind them, before them, or on either side."""

    forward: Side | None = None
    backward: Side | None = None
    both: Side | None = None
    patterns: Texts = ()

    @root_validator
    def _says_something(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not any(values.values()):
            raise ValueError("write forward, backward or both; without one it is never heard")
        return values


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

    @root_validator
    def _part_of_its_kind(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values.get("kind") == "part") != (values.get("part") is not None):
            raise Named("part", "name the part where kind is part, and nowhere else")
        return values


class Proxy(Entry):
    """Whom the check is for: phrases before a person, behind one, and for oneself."""

    before: Texts
    after: Texts
    oneself: Texts


class Addressed(Entry):
    """How somebody is spoken to, which says nothing about them."""

    behind: Texts
    """A name behind one of these is spoken to: "haan bhai ..."."""
    names: Texts
    cases: Texts
    """Behind a name they say something of that person."""
    owned: Texts
    """Before a name they make it somebody's."""
    goes_on: Texts
    """Behind a name that opens a sentence: the person typing goes on about oneself."""


class VerbFinal(Entry):
    """The words of clauses whose verb stands last (Hindi, Marathi), each a word by itself."""

    denies: Texts
    verbs: Texts
    """Verbs by which one has, gets or takes a condition or a medicine."""
    binds: Texts
    """What may stand between a condition and its verb and changes nothing."""
    each: Texts
    """Opens every part of a row of denials: "na ... na ..."."""
    goes_away: Texts
    """To deny one of these behind a condition affirms it: "mirgi theek nahi hui", "goli miss nahi karta"."""
    doubts: Texts
    """With one of these the clause asserts nothing."""
    agrees: Texts
    breaks_after_verb: Texts
    """Words that mean "but" behind a verb, and "also" or "on" behind a noun."""


class ContextRules(Entry):
    """The rules. What each list is for stands beside it in the file."""

    categories: Mapping[str, Category]
    ends: Texts
    comma: Texts
    openers: Texts
    states: Texts
    passing: Texts
    not_raised: tuple[NotRaised, ...]
    opposites: tuple[tuple[Text, Text], ...]
    measured: Mapping[str, Texts]
    """Question id → bare words for something everybody has."""
    people: Mapping[str, Texts]
    """Who is meant → what people call them."""
    not_in_gaps: Texts
    case_endings: Texts
    """What a language joins to the end of a noun."""
    patterns: tuple[Pattern, ...]
    addressed: Addressed
    verb_final: VerbFinal
    common_words: Texts
    proxy: Proxy

    def sides(self) -> Iterator[tuple[str, Side]]:
        """Every side of every category, with its place: "negated.forward"."""
        for name, category in self.categories.items():
            for direction in ("forward", "backward", "both"):
                if (side := getattr(category, direction)) is not None:
                    yield f"{name}.{direction}", side

    @validator("categories")
    def _all_categories(cls, categories: Mapping[str, Category]) -> Mapping[str, Category]:
        complete(categories, CATEGORIES)
        return categories

    @validator("people")
    def _all_people(cls, people: Mapping[str, Texts]) -> Mapping[str, Texts]:
        complete(people, PEOPLE)
        return people
