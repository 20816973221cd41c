"""What was understood of one message, before it is known which question was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from bot.domain.names import Answer

Status = Literal["present", "denied", "historical", "resolved", "other_person", "uncertain", "asked"]
"""How a condition was mentioned. `resolved`: past and over; `asked`: inside a question."""

Kind = Literal["condition", "example", "part", "medicine", "near", "unsure"]
"""What matched: the question as a whole, a single member of it, one part of a two-part question,
a medicine that implies it, something near it that needs a follow-up, or something that makes it not sure."""

Intent = Literal[
    "affirm", "deny", "unsure", "decline",
    "tell",            # states facts about a person's health
    "topic",           # asks about one or more topics
    "start_check", "start_over", "stop", "resume", "wait",
    "why", "repeat", "rephrase",
    "correct",         # wants to change an answer
    "know_me", "erase",
    "go_back",         # wants the question before once more
    "how_many", "too_long",  # about the check itself
    "what_next",       # when to see which doctor, with what; or feels better now
    "language",        # wants another language
    "settle_doubt",    # a choice of a doubt: `topics` says none or health, `number` which doubt
    "report_emergency",  # it is happening now; `number` says which emergency check
    "under_age",       # the person to be treated is under the clinic's minimum age
    "proxy",           # the check is for somebody else
    "bypass",          # wants the link, or the rules ignored
    "medical",         # diagnosis, dosage, other treatments: near the subject, not ours to answer
    "out_of_scope", "not_understood",
]  # fmt: skip

PLAIN: Mapping[Intent, Answer] = {"affirm": "yes", "deny": "no", "unsure": "unsure", "decline": "declined"}
"""The intents that answer whatever was asked."""

ASIDES: frozenset[Intent] = frozenset({
    "topic", "start_check", "start_over", "stop", "resume", "wait", "why", "repeat", "rephrase", "correct",
    "know_me", "erase", "proxy", "bypass", "medical", "out_of_scope",
    "go_back", "how_many", "too_long", "language", "what_next",
})  # fmt: skip
"""The intents that answer no question, unless plain words of the message do; each has a rule of its own."""

INTENTS: tuple[Intent, ...] = get_args(Intent)


@dataclass(frozen=True)
class Mention:
    """One condition or medicine named in a message; `start` and `end` are offsets into its text."""

    question: str
    text: str
    start: int
    end: int
    status: Status
    kind: Kind
    part: str | None = None
    value: str | None = None
    """What a number came to, say "BMI 34.8" or "150/95"."""
    person: str | None = None
    """Whose it is: None when the message does not say, "you", "your mother", "your family", "she" ..."""
    their: Status | None = None
    """Its status for that person, when `status` is `other_person`."""


@dataclass(frozen=True)
class Correction:
    """What a person wants changed. `question` None: it is not clear which; `answer` None: to what."""

    question: str | None
    answer: Answer | None = None


@dataclass(frozen=True)
class Heard:
    """What the learned ear makes of a text: the likeliest names first, each with its probability.

    It only adds to what the rules read: it never records an answer, makes a `no` or clears anything.
    """

    topics: tuple[tuple[str, float], ...]
    """Topic ids, or intents where no topic is asked about."""
    red_flags: tuple[tuple[str, float], ...]
    alarm: float
    """How likely it is that any red flag is told of."""
    health: float
    """How likely it is that something is said about somebody's health."""
    suspects: str | None
    """The red flag that is likely enough to ask about."""
    is_about_health: bool
    """Whether `health` is likely enough for a doubt."""


@dataclass(frozen=True)
class Interpretation:
    """A message as understood. `topics` are topic ids, best first, at most two."""

    text: str
    intent: Intent
    confidence: float = 1.0
    topics: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    subject: str | None = None
    """Whom the check is for, when the message says so: "your mother"; "you" for the person typing."""
    correction: Correction | None = None
    choice: bool = False
    """True when a button was pressed: then nothing in it is in doubt."""
    number: int | None = None
    """Which doubt or emergency check a choice belongs to."""
    doubtful: bool = False
    """It may say something about health that nobody has read: unheard unless it led to an answer."""
    possible_flags: tuple[str, ...] = ()
    """Red flags that are likely and not certain, the likeliest first."""
    ear: Heard | None = None
    """What the learned ear heard; None without an ear, and for a choice."""
    near: tuple[str, ...] = ()
    """Near-conditions in it, as `near:<id>`: on no list of the clinic's, but something is told of them."""
    resembled: tuple[str, ...] = ()
    """Questions whose condition is named by no words but those of a near-condition: "low BP"."""
    noted: bool = False
    """It tells of oneself something that no question asks about and a clinician looks at first."""
    known: float = 1.0
    """The share of its words that anybody here knows: what is mostly unknown words was not understood."""


_RANKINGS = ("topics", "red_flags")
_FIELDS, _HEARD = (frozenset(field.name for field in fields(each)) for each in (Interpretation, Heard))


def of_intent(text: str, name: str | None, confidence: float = 1.0) -> Interpretation:
    """What the bare name of an intent means; one that is not ours is `not_understood`."""
    intent: Intent = next((intent for intent in INTENTS if intent == name), "not_understood")
    return Interpretation(text, intent, confidence)


def to_json(interpretation: Interpretation) -> dict[str, Any]:
    """Plain JSON values."""
    correction, ear = interpretation.correction, interpretation.ear
    return {
        **vars(interpretation),
        "mentions": tuple(dict(vars(mention)) for mention in interpretation.mentions),
        "correction": dict(vars(correction)) if correction else None,
        "ear": dict(vars(ear)) if ear else None,
    }


def from_json(data: Mapping[str, Any]) -> Interpretation:
    """What `to_json` wrote, in this version or a newer one, of which only what is known here is read."""
    values = {name: value for name, value in data.items() if name in _FIELDS}
    for name in ("topics", "possible_flags", "near", "resembled"):
        values[name] = tuple(values.get(name, ()))
    if values.get("correction"):
        values["correction"] = Correction(**values["correction"])
    if values.get("ear"):
        values["ear"] = _heard(values["ear"])
    values["mentions"] = tuple(Mention(**mention) for mention in values.get("mentions", ()))
    return Interpretation(**values)


def _heard(data: Mapping[str, Any]) -> Heard:
    data = {name: value for name, value in data.items() if name in _HEARD}
    rankings = {name: tuple((str(one), float(sure)) for one, sure in data[name]) for name in _RANKINGS}
    return Heard(**{**data, **rankings})
