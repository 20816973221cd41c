"""What the conditions named in a message say of one question, about the person to be treated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.knowledge import Question
from bot.domain.interpretation import Mention, Status

DECISIVE_KINDS = ("condition", "example", "part", "medicine")
_EITHER = frozenset(["partner", "friend", "child", "cousin", "relative"])
_MALE = _EITHER | {
    "father",
    "husband",
    "son",
    "brother",
    "uncle",
    "grandfather",
    "father-in-law",
    "brother-in-law",
}
_FEMALE = _EITHER | {
    "mother",
    "wife",
    "daughter",
    "sister",
    "aunt",
    "grandmother",
    "mother-in-law",
    "sister-in-law",
    "daughter-in-law",
}
_PRONOUNS = {**dict.fromkeys(["he", "his", "him"], _MALE), **dict.fromkeys(["she", "her"], _FEMALE)}
_ANYONE = frozenset(["they", "their", "wo", "woh", "uski", "uska", "unko", "unka", "unki", "usko"])


@dataclass(frozen=True)
class Evidence:
    """The mentions of one question, by what they come to for the person to be treated.

    `present` has it; `past` had it; `over` had it and says that it is gone; `near` something beside it that
    needs a plain answer; `uncertain` may have it; `denied` says no; `others` somebody else has it; `asked`
    asks about it. True when anything is said of the person: another's illness and a question are no evidence.
    """

    present: tuple[Mention, ...] = ()
    past: tuple[Mention, ...] = ()
    over: tuple[Mention, ...] = ()
    near: tuple[Mention, ...] = ()
    uncertain: tuple[Mention, ...] = ()
    denied: tuple[Mention, ...] = ()
    others: tuple[Mention, ...] = ()
    asked: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        return any((self.present, self.past, self.over, self.near, self.uncertain, self.denied))


def gather(mentions: Sequence[Mention], question: str, subject: str | None) -> Evidence:
    """Sort the mentions of `question`; `subject` is who is to be treated when not the typist."""
    sorted_: dict[str, list[Mention]] = {name: [] for name in Evidence.__dataclass_fields__}
    for mention in mentions:
        if mention.question == question:
            sorted_[_standing(mention, _status(mention, subject))].append(mention)
    return Evidence(**{name: tuple(found) for name, found in sorted_.items()})


def _status(mention: Mention, subject: str | None) -> Status:
    """The status for the person to be treated."""
    if subject is None:
        return mention.status
    if mention.status == "other_person":
        return mention.their or "uncertain" if _same(mention.person, subject) else "other_person"
    if mention.person == "you" and mention.status != "asked":
        return "other_person"
    return mention.status


def _same(person: str | None, subject: str) -> bool:
    if person is None or person == subject or person in _ANYONE:
        return True
    return subject.removeprefix("your ") in _PRONOUNS.get(person, ())


def _standing(mention: Mention, status: Status) -> str:
    if status == "other_person":
        return "others"
    if status == "asked":
        return "asked"
    if status == "denied":
        return "denied"
    if mention.kind in ("near", "unsure"):
        return "near"
    return {"present": "present", "historical": "past", "resolved": "over"}.get(status, "uncertain")


def past_counts(question: Question, mention: Mention) -> str:
    """What a past one means: the rule of the part it names, else the question's."""
    for part in question.parts:
        if part.id == mention.part:
            return part.past_counts
    return question.past_counts


def denies_whole(question: Question, denied: Sequence[Mention]) -> bool:
    """Whether these denials leave nothing of the question open."""
    if any(mention.kind == "condition" for mention in denied):
        return True
    parts = {part.id for part in question.parts}
    return bool(parts) and parts <= {mention.part for mention in denied if mention.kind == "part"}


def open_part(question: Question, denied: Sequence[Mention]) -> str | None:
    """The first part that is still open when another one was denied."""
    closed = {mention.part for mention in denied if mention.kind == "part"}
    if not closed:
        return None
    return next((part.id for part in question.parts if part.id not in closed), None)
