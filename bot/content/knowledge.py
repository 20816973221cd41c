"""The clinic's knowledge, loaded from the YAML files that clinicians and owners edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.context_rules import ContextRules
from bot.content.errors import KnowledgeError
from bot.content.intents import IntentPhrases
from bot.content.plain_answers import PlainAnswers
from bot.content.red_flag_rules import FlagRules
from bot.content.wishes import WishPhrases
from bot.domain.names import Urgency

__all__ = [
    "Checklist",
    "Clinic",
    "Knowledge",
    "KnowledgeError",
    "LayWords",
    "Part",
    "Question",
    "RedFlag",
    "Source",
    "Topic",
]

FOLDER = Path(__file__).parent.parent / "knowledge"


@dataclass(frozen=True)
class Source:
    """Where a statement comes from: a study, a guideline, or the clinic's own article."""

    id: str
    title: str
    url: str | None = None


@dataclass(frozen=True)
class Part:
    """One half of a two-part question ("high blood pressure" of "... or any heart disease")."""

    id: str
    name: str
    ask: str
    past_counts: str = ""
    """As for a question; loading fills in the question's own where the part says nothing."""


@dataclass(frozen=True)
class Question:
    """One question of the checklist, in words a clinician can read aloud."""

    id: str
    label: str
    """Two or three words, for lists and the console: "Blood thinners"."""
    name: str
    """As the object of a sentence: "a blood-thinning medicine"."""
    ask: str
    ask_again: str
    """The same question in other words, for someone who did not understand the first."""
    hint: str
    """How to answer the edge cases."""
    why: str
    yes_means: str
    see: str
    """Whom a person who says yes should see: "an eye doctor"."""
    about: str
    """The answer to "is it safe with ..., why is ... a problem"."""
    past_counts: str
    """`yes`, `no` or `follow_up`: what a past, finished one means."""
    parts: tuple[Part, ...] = ()
    sources: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Checklist:
    """The versioned list of questions, in the order they are asked."""

    version: str
    questions: tuple[Question, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(question.id for question in self.questions)

    def __getitem__(self, question_id: str) -> Question:
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def position(self, question_id: str) -> int:
        """The 1-based place of a question."""
        return self.ids.index(question_id) + 1


@dataclass(frozen=True)
class Topic:
    """A subject that a message answers, in fixed words."""

    id: str
    text: str
    sources: tuple[str, ...] = ()
    label: str = ""
    """What a button that leads here says; empty when no button does."""


@dataclass(frozen=True)
class RedFlag:
    """A danger that ends the screening, and what the person is told to do."""

    id: str
    label: str
    urgency: Urgency
    advice: str
    """What to do, with {placeholders} of the clinic's file such as {emergency_number}."""


@dataclass(frozen=True)
class Clinic:
    """The clinic's own settings, all from clinic.yml."""

    name: str
    phone: str | None
    email: str | None
    address: str | None
    hours: str | None
    website: str | None
    booking_url: str | None
    emergency_number: str
    ambulance_number: str
    crisis_line: str
    country: str
    obesity_bmi_threshold: float
    obesity_bmi_ask_threshold: float
    result_valid_days: int
    minimum_age: int
    signed_off_by: Mapping[str, str] = field(default_factory=dict)
    """Checklist version → name of the clinician who signed it off."""


@dataclass(frozen=True)
class LayWords:
    """The words by which people name what one question asks about.

    `terms` name the question as a whole; `parts` hold those of one part of a two-part question
    (part id → terms); `medicines` imply a yes; `ask` are near it and need a follow-up
    (sciatica, borderline blood pressure); `not_this` look alike and mean something else.
    """

    question: str
    terms: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    """Single members of a list question ("stroke" of brain conditions): denying one denies not all."""
    medicines: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    not_this: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """Everything the clinic's files say, checked as a whole."""

    checklist: Checklist
    lay_words: Mapping[str, LayWords]
    red_flags: Mapping[str, RedFlag]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    clinic: Clinic
    wording: Mapping[str, str]
    """Sentences of the conversation itself, by name, with {placeholders}."""
    plain_answers: PlainAnswers
    intents: IntentPhrases
    context_rules: ContextRules
    red_flag_rules: FlagRules
    wishes: WishPhrases
