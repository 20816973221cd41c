"""checklist.yml: the questions, in the order they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import root_validator, validator

from bot.content.entries import Entry, Id, Text, Texts, each_once, known
from bot.content.placeholders import BareText, ClinicText, OtherText
from bot.domain.names import QUESTIONS

FILE: Final = "checklist.yml"
PastCounts = Literal["yes", "no", "follow_up", "unsure"]
"""What a past, finished one means."""
ByWhen = Literal["no_hurry", "weeks", "days"]
"""How soon a doctor should be seen, the soonest last; each has its words in wording.yml."""

_CODES: Final = ("snomed", "icd10", "loinc", "rxnorm", "atc")
_MIN_PARTS: Final = 2


class PartForOther(Entry):
    """A part in words for somebody else, {subject}."""

    ask: OtherText


class QuestionForOther(Entry):
    """A question in words for somebody else, {subject}: "your mother"."""

    ask: OtherText
    ask_again: OtherText


class Part(Entry):
    """One half of a two-part question ("high blood pressure" of "... or any heart disease")."""

    id: Id
    name: BareText
    ask: ClinicText
    for_other: PartForOther
    past_counts: PastCounts
    """Its question's own, where the file says nothing for the part."""


class Question(Entry):
    """One question of the checklist, in words a clinician can read aloud."""

    id: Id
    label: BareText
    """Two or three words, for lists and the console: "Blood thinners"."""
    name: BareText
    """As the object of a sentence: "a blood-thinning medicine"."""
    ask: ClinicText
    """One short question."""
    examples: tuple[BareText, ...] = ()
    """What is listed under it."""
    ask_again: ClinicText
    """The same question in other words, for someone who did not understand the first."""
    for_other: QuestionForOther
    hint: ClinicText
    """How to answer the edge cases."""
    why: ClinicText
    yes_means: ClinicText
    see: BareText
    """The one doctor whom a person who says yes should see: "an eye doctor"."""
    by_when: ByWhen
    bring: BareText
    """What to show that doctor."""
    about: ClinicText
    """The answer to "is it safe with ..., why is ... a problem"."""
    past_counts: PastCounts
    asks_possible: bool = False
    """It asks for what is only possible too ("or could you be?"): who says "maybe" has answered it."""
    parts: tuple[Part, ...] = ()
    sources: Texts = ()
    codes: Mapping[str, Texts] = {}

    @root_validator(pre=True)
    def _fill_past_counts(cls, values: dict[str, Any]) -> dict[str, Any]:
        parts, own = values.get("parts"), values.get("past_counts")
        if not isinstance(parts, list) or own is None:
            return values
        filled = [{"past_counts": own, **part} if isinstance(part, dict) else part for part in parts]
        return {**values, "parts": filled}

    @validator("parts")
    def _none_or_several(cls, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        each_once([part.id for part in parts])
        if 0 < len(parts) < _MIN_PARTS:
            raise ValueError("write at least two parts, or none")
        return parts

    @validator("codes")
    def _known_systems(cls, codes: Mapping[str, Texts]) -> Mapping[str, Texts]:
        known(codes, _CODES)
        return codes


class Checklist(Entry):
    """The versioned list of questions, in the order they are asked."""

    version: Text
    questions: tuple[Question, ...]

    @validator("questions")
    def _those_of_the_contract(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        ids = [question.id for question in questions]
        each_once(ids)
        known(QUESTIONS, ids, "add this question, the service needs it")
        if tuple(name for name in ids if name in QUESTIONS) != QUESTIONS:
            raise ValueError(f"put them in this order: {', '.join(QUESTIONS)}")
        return questions

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
