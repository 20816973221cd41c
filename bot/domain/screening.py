"""One conversation's screening: where it stands, what was answered, and what was told on the side.

A plain value that is stored as JSON. `bot.screening.commands` changes it; `bot.domain.decision` judges it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from bot.domain.names import DEFAULT_LANGUAGE, Answer, State

SideQuestion = Literal["erase", "whose", "doubt", "emergency_check"]


@dataclass(frozen=True)
class ToldCondition:
    """A condition that was told before consent; asked back when its question's turn comes."""

    answer: Answer
    said: str


@dataclass(frozen=True)
class Doubt:
    """Messages that were not understood, put to the person once: do they say anything about health?

    `answer` is None while it waits, `none` when they do not, `health` when they do or may, and `left` when
    it was left without an answer or put anew: its place in the row of doubts numbers its choices for ever.
    """

    said: tuple[str, ...]
    answer: Literal["none", "health", "left"] | None = None


@dataclass(frozen=True)
class PossibleFlag:
    """A red flag that is likely and not certain, and the words that may report it."""

    flag: str
    said: str


@dataclass(frozen=True)
class Screening:
    """The state of one conversation.

    `answers` maps question → answer, `said` question → the person's words for it.
    `retaking` is the question whose `yes` the person wants to take back: it is asked again and its
    `yes` stays in `answers` until a second explicit `no`.
    `earlier_yes` are the questions that were answered `yes` before starting over and that staff did
    not release; a `no` to one of them is recorded as `unsure` and the question joins `changed`.
    `asked` counts the questions, consent requests and other choices put to the person: choices carry
    it, so that a choice answers only what it was offered for.
    """

    state: State = "not_started"
    locale: str = DEFAULT_LANGUAGE
    checklist_version: str | None = None
    question: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    retaking: str | None = None
    earlier_yes: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    """The questions that were answered by a value, such as height and weight: a tapped No keeps them."""
    told: Mapping[str, ToldCondition] = field(default_factory=dict)
    part: str | None = None
    """The part that a follow-up asked about, after the other part was denied."""
    unclear: int = 0
    """Replies in a row to the current question that could not be read."""
    repair: str | None = None
    """What of an unclear reply was understood, and so which words ask for the rest (wording `repair_...`)."""
    waiting_for: SideQuestion | None = None
    """A side question whose yes or no is awaited."""
    candidate: str | None = None
    """Who the answers might be about, while `whose` is awaited."""
    subject: str | None = None
    """Who is to be treated when it is not the person typing: "your mother"."""
    last_topic: str | None = None
    last_answered: str | None = None
    red_flags: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    """Messages, oldest first, of which nobody knows what they say about health (contract, rule 8)."""
    doubts: tuple[Doubt, ...] = ()
    """The doubts put so far, the newest last; only the last one may still wait."""
    emergency_checks: tuple[PossibleFlag, ...] = ()
    """What was asked with "is this happening now?"; the last one waits while `waiting_for` says so."""
    noted: tuple[str, ...] = ()
    """Messages that told what no question asks about and a clinician looks at first, such as a hernia."""
    age_said: str | None = None
    """The words that told an age under the clinic's minimum: no outcome is `eligible` after them."""
    asked: int = 0
    older: int = 0
    """What `asked` was when the clinic's questions last changed: up to there an older question was put."""
    pressed: Mapping[str, str] = field(default_factory=dict)
    """Question → the last choice that was taken for it, to count a double press once."""
    run: int = 0
    """Counts beginnings, and corrections after the end: a booking reference belongs to one run."""
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """What a newer version stored here and this one does not know: it is kept as it is."""

    @property
    def consented(self) -> bool:
        """Whether answers may be recorded. A check that ended under age needs consent once more."""
        return self.run > 0 and self.state not in ("not_started", "consent")

    @property
    def possible_flag(self) -> PossibleFlag | None:
        """The possible red flag that waits for a yes or no."""
        return self.emergency_checks[-1] if self.waiting_for == "emergency_check" else None

    @property
    def open_doubt(self) -> Doubt | None:
        """The doubt that waits for its answer."""
        return self.doubts[-1] if self.doubts and self.doubts[-1].answer is None else None

    @property
    def health_words(self) -> tuple[str, ...]:
        """What was not understood and says, or may say, something about health."""
        health = (said for doubt in self.doubts if doubt.answer == "health" for said in doubt.said)
        return tuple(dict.fromkeys(health))

    @property
    def phase(self) -> str:
        """What a bare yes or no would be about: the state, `urgent`, or the awaited side question."""
        return self.waiting_for or ("urgent" if self.red_flags else self.state)

    def but(self, **changes: Any) -> Screening:
        """A copy with `changes`."""
        return replace(self, **changes)


def next_question(screening: Screening, questions: Sequence[str]) -> str | None:
    """The question to ask now: the one being asked again, else the first unanswered one."""
    if screening.retaking:
        return screening.retaking
    return next((question for question in questions if question not in screening.answers), None)


def every_yes(screening: Screening, questions: Sequence[str]) -> tuple[str, ...]:
    """The questions that were ever answered `yes` and not released: beginning anew does not forget them."""
    return tuple(
        question
        for question in questions
        if screening.answers.get(question) == "yes" or question in screening.earlier_yes
    )


def changes(before: Screening, after: Screening) -> Iterator[tuple[str, Answer | None, Answer | None]]:
    """Each question whose answer differs, with both values; None where there is none."""
    for question in dict.fromkeys((*before.answers, *after.answers)):
        old, new = before.answers.get(question), after.answers.get(question)
        if old != new:
            yield question, old, new


def slots_of(screening: Screening, questions: Iterable[str]) -> dict[str, Any]:
    """What Rasa's slots show of a screening. A question that is asked again is open there."""
    slots: dict[str, Any] = {
        question: None if question == screening.retaking else screening.answers.get(question)
        for question in questions
    }
    return {**slots, "screening": to_json(screening), "phase": screening.phase}


# ---- As it is stored. Old and new processes share conversations while an upgrade goes on. ----

FORM: Final = 4
"""The newest form that this code reads.

1 is that of version 0.1, which holds `resume_to`; 3 has doubts, 4 what a clinician looks at first.
"""

NEEDS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("unheard", "doubts", "emergency_checks", "age_said", "stated"), 3),
    "noted": 4,
}
"""Fields that must not be overlooked, each with the form that it came with: one who does not know that form
leaves a conversation alone in which such a field is set. Any other new field may be ignored, and is kept."""


class NewerForm(ValueError):
    """A newer version stored something here that must not be overlooked: only it may go on."""


def to_json(screening: Screening) -> dict[str, Any]:
    """The screening as plain JSON values, without what is as at the beginning.

    `schema` is the oldest form whose readers understand it; where it is not written, that is the first.
    """
    values = {name: value for name, value in vars(screening).items() if value != _BEGINNING[name]}
    values.update(values.pop("unknown", {}))
    for name in ("answers", "said", "pressed"):
        if name in values:
            values[name] = dict(values[name])
    if "told" in values:
        values["told"] = {question: dict(vars(told)) for question, told in screening.told.items()}
    for name in ("doubts", "emergency_checks"):
        if name in values:
            values[name] = [dict(vars(each)) for each in values[name]]
    schema = max((NEEDS[name] for name in NEEDS.keys() & values.keys()), default=1)
    return {**values, "schema": schema} if schema > 1 else values


def from_json(data: Mapping[str, Any]) -> Screening:
    """The screening that `to_json` wrote, in this version or another. Raises NewerForm."""
    values = dict(data)
    schema = values.pop("schema", 1)
    if schema > FORM:
        raise NewerForm(f"stored in form {schema}, and this version knows {FORM}: let a newer one go on")
    for form in range(schema, FORM):
        values = _MIGRATIONS[form](values)
    known = {name: value for name, value in values.items() if name in _BEGINNING and name != "unknown"}
    known["unknown"] = {name: value for name, value in values.items() if name not in _BEGINNING}
    known["told"] = {question: _told(told) for question, told in values.get("told", {}).items()}
    known["doubts"] = tuple(_doubt(doubt) for doubt in values.get("doubts", ()))
    checks = values.get("emergency_checks", ())
    known["emergency_checks"] = tuple(PossibleFlag(check["flag"], check["said"]) for check in checks)
    for name in ("earlier_yes", "changed", "stated", "red_flags", "unheard", "noted"):
        known[name] = tuple(values.get(name, ()))
    return Screening(**known)


def _told(data: Mapping[str, Any]) -> ToldCondition:
    return ToldCondition(data["answer"], data["said"])


def _doubt(data: Mapping[str, Any]) -> Doubt:
    return Doubt(tuple(data["said"]), data["answer"])


def _without_resume_to(values: dict[str, Any]) -> dict[str, Any]:
    """From form 1 to 2: nothing ever read it."""
    values.pop("resume_to", None)
    return values


def _as_it_is(values: dict[str, Any]) -> dict[str, Any]:
    """What is new in the next form begins empty."""
    return values


_MIGRATIONS: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    1: _without_resume_to,
    2: _as_it_is,
    3: _as_it_is,
}
"""From each form to the next one. Each must leave alone what is of a later form already."""

_BEGINNING: Final[Mapping[str, Any]] = vars(Screening())
