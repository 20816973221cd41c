"""The status of one mention, weighed from the phrases that reach it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.interpretation import Status
from bot.language.conditions.assertion import Around, Reach
from bot.language.text.devanagari import folded_words

_MARKS = frozenset(",.?!;:।\n")
_VERBS = folded_words(
    ["is", "are", "am", "has", "have", "had", "got", "get", "gets", "take", "takes", "taking", "was",
     "suffer", "did", "done", "went", "underwent", "hai", "hain", "hu", "hoon", "ahe", "aahe", "hua", "hui",
     "zala", "zali", "zalay", "zalaay", "zalela", "zaleli", "leta", "leti", "gheto", "ghete", "है", "हैं", "हूं",
     "आहे", "हुआ", "हुई", "झाला", "झाली", "झालं", "झालंय", "झालाय", "झालीय", "झालेलं", "झालेला", "झालेली",
     "लेता", "लेती", "घेतो", "घेते"]
)  # fmt: skip
_ASK_WITH = folded_words(
    ["is", "are", "am", "can", "does", "do", "will", "would", "should", "could", "if", "what", "why", "how",
     "which", "when", "kya", "agar", "kay", "jar", "क्या", "अगर", "काय", "जर"]
)  # fmt: skip
"""A clause that one of these opens asks."""
_COORDINATORS = folded_words(
    ["or", "nor", "and", "ya", "aur", "etc", "either", "any", "&", "/", "और", "या", "kuch", "all"]
)
_IS_THERE = (("is", "there"), ("are", "there"), ("there",))
_AND = folded_words(["and", "aur", "&", ",", "और"])


@dataclass(frozen=True)
class Spot:
    """Where a mention stands: the words of the message, and its own place in them."""

    words: Sequence[str]
    start: int
    asks: bool
    """The sentence ends with a question mark."""
    opens: frozenset[int] = frozenset()
    """The places where a sentence, or a question in it, may open."""
    passing: bool = False
    state: bool = False
    measured: bool = False
    figure: bool = False
    """A number: it says itself what it is, and a "no" before it denies nothing."""


@dataclass(frozen=True)
class Judgement:
    """What is said of a mention. `their` is its status for the other person whose it is."""

    status: Status
    person: str | None = None
    their: Status | None = None


def judge(around: Around, spot: Spot, base: Status = "present") -> Judgement:
    """Weigh what reaches a mention. `base` is the status when nothing does."""
    if _asked(around, spot):
        return Judgement("asked")
    person = _person(around)
    own = _status(around, spot, base)
    if person not in (None, "you"):
        return Judgement("other_person", person, own)
    return Judgement(own, person)


def _asked(around: Around, spot: Spot) -> bool:
    behind = around.backward("general")
    near = any("," not in spot.words[spot.start : reach.start] for reach in behind)
    if around.forward("general") or near:
        return True
    if around.forward("question"):
        return True
    if any(spot.asks or reach.start in spot.opens for reach in around.forward("inverted")):
        return True
    stated = bool(around.forward("self_claim") or (around.forward("self") and around.denials))
    if stated or _told_before_the_question(spot):
        return False
    questions = around.backward("question")
    if questions and around.forward("self"):
        # "My ear is infected, does that matter": what is told before the comma is not asked.
        return any("," not in spot.words[spot.start : reach.start] for reach in questions)
    return bool(questions) or spot.asks


def _told_before_the_question(spot: Spot) -> bool:
    """ "Left ear is infected, is that a problem?": a verb stands beside it, and a mark behind both."""
    words = spot.words
    first, last = spot.start, spot.start
    while first > 0 and words[first - 1] not in _MARKS:
        first -= 1
    while last < len(words) and words[last] not in _MARKS:
        last += 1
    goes_on = last < len(words) and words[last] == ","
    opens = set(words[first : first + 1]) & _ASK_WITH
    return goes_on and not opens and bool(_VERBS & set(words[first:last]))


def _person(around: Around) -> str | None:
    """Whose it is: None when nobody is named, "you" for the person typing."""
    history = [r for r in (*around.before, *around.after) if "family_history" in r.categories]
    if history and not around.backward("self"):
        return "your family"
    before = [r for r in around.before if r.categories & {"family", "other", "self", "self_claim"}]
    nearest = max(before, key=lambda reaching: reaching.end, default=None)
    if nearest is not None and not nearest.categories & {"family", "other"}:
        return "you"
    if nearest is not None:
        return _name(nearest)
    if behind := around.backward("family"):
        return _name(behind[0])
    return "you" if around.backward("self") else None


def _name(reach: Reach) -> str:
    return " ".join(reach.words)


def _status(around: Around, spot: Spot, base: Status) -> Status:
    if spot.measured and base == "present":
        return _measured(around, spot)
    negation = _negation(around, spot)
    if negation == "present":
        return base if base != "denied" else "uncertain"
    if around.has("uncertain"):
        return "uncertain"
    if negation is not None:
        return _denied_or_over(around, negation, base)
    return _time(around, spot, base)


def _time(around: Around, spot: Spot, base: Status) -> Status:
    over = around.has("resolved")
    past = around.has("historical") and not around.has("present_time")
    if not over and not past:
        return base
    if base in ("denied", "uncertain"):
        return "uncertain"
    return "resolved" if spot.passing else "historical"


def _denied_or_over(around: Around, negation: Status, base: Status) -> Status:
    if base == "denied":
        return "uncertain"
    if negation == "denied" and around.has("resolved", "historical"):
        return "uncertain"
    return negation


def _negation(around: Around, spot: Spot) -> Status | None:
    """`denied`, `uncertain` when a list may have ended before the mention, `present` when it surely had."""
    before, after = around.denials, around.backward("negated")
    if spot.figure:
        return "uncertain" if around.forward("refused") or after else None
    if after:
        return "uncertain" if before and _far(before[-1], spot) else "denied"
    if not before:
        return None
    adjoining = before[-1].end == spot.start and before[-1].start > 0
    if adjoining and any(reach.words in _IS_THERE for reach in around.backward("present")):
        return "denied"  # "... and no blood thinner is there"
    if around.backward("present"):
        return "present" if _far(before[-1], spot) else "uncertain"
    return "denied" if _reaches(before[-1], spot) else "uncertain"


def _far(reach: Reach, spot: Spot) -> bool:
    return "," in spot.words[reach.end : spot.start]


def _reaches(reach: Reach, spot: Spot) -> bool:
    """Whether a denial before a list goes on to this item of it."""
    between = spot.words[reach.end : spot.start]
    if spot.state and _AND & set(between):
        return False
    if "," not in between:
        return True
    first = reach.end + list(between).index(",")
    return bool(_COORDINATORS & set(spot.words[first:]))


def _measured(around: Around, spot: Spot) -> Status:
    """A bare "blood pressure": what it is like decides."""
    if around.has("high"):
        near = around.denials and not _far(around.denials[-1], spot)
        return "uncertain" if near else _time(around, spot, "present")
    if around.has("treated"):
        return "uncertain" if around.has("uncertain") else "present"
    if around.has("normal"):
        return "uncertain" if around.has("uncertain", "historical") else "denied"
    negation = _negation(around, spot)
    if around.has("uncertain"):
        return "uncertain"
    return negation if negation is not None else _time(around, spot, "present")
