"""What a question and its answer together say of a condition: "Pacemaker?" - "Yes, last year."

The screening asks fixed questions and needs only the answer. Clinics' own dialogues, by which the
understanding is measured, ask in any words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from bot.content.yaml_file import read_yaml
from bot.domain.interpretation import Mention, Status
from bot.language.answers.plain_words import Plain, plain
from bot.language.conditions.finding import ConditionReader
from bot.language.lexicon.context_phrases import place
from bot.language.lexicon.lexicon import Lexicon

FILE: Final = Path(__file__).with_suffix(".yml")
_ORDER: tuple[Status, ...] = (
    "present", "historical", "resolved", "uncertain", "denied", "other_person", "asked"
)  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """How the question speaks of a condition."""

    others: bool
    presupposes: bool


class ExchangeReader:
    """Reads a question together with its answer."""

    def __init__(self, conditions: ConditionReader, lexicon: Lexicon) -> None:
        words = lexicon.context.words
        self._conditions, self._answers, self._people = conditions, lexicon.answers, lexicon.people
        exchange = cast(Mapping[str, Any], read_yaml(FILE))
        self._family = [words(phrase) for phrase in exchange["family"]]
        self._open = [words(phrase) for phrase in exchange["presupposes"]]
        self._always = [words(phrase) for phrase in exchange["always_presupposes"]]
        self._inverts = [words(phrase) for phrase in exchange["inverts"]]
        self._own = [words(phrase) for phrase in exchange["own"]]

    def statuses(self, question: str, answer: str) -> dict[str, Status]:
        """Question id → what the exchange says of it; only what it names."""
        asked, told = self._conditions.mentions(question), self._conditions.mentions(answer)
        says = plain(answer, self._answers, [(mention.start, mention.end) for mention in told])
        around = self._around(question)
        own = _holds(self._answers.words(answer), self._own)
        found: dict[str, list[Status]] = {}
        for mention in _firm(told):
            found.setdefault(mention.question, []).append(_told(mention, says, around))
        for mention in _firm(asked):
            if found.get(mention.question, ["asked"])[0] == "asked":
                found.setdefault(mention.question, []).append(_answered(mention, says, around, own=own))
        return {name: min(statuses, key=_ORDER.index) for name, statuses in found.items()}

    def _around(self, question: str) -> _Asked:
        last = self._answers.words(question)[-40:]
        others = _holds(last, self._family) or (self._people.find(last) is not None and "you" not in last)
        return _Asked(others, self._presupposes(last))

    def _presupposes(self, said: Sequence[str]) -> bool:
        """Whether the question takes the condition for granted: "how are you doing with your ..."."""
        if _holds(said, self._always):
            return True
        return not _holds(said, self._inverts) and _holds(said, self._open)


def _holds(said: Sequence[str], phrases: Iterable[Sequence[str]]) -> bool:
    return any(place(said, phrase) is not None for phrase in phrases)


def _firm(mentions: Sequence[Mention]) -> Iterator[Mention]:
    return (mention for mention in mentions if mention.kind != "near")


def _told(mention: Mention, says: Plain, around: _Asked) -> Status:
    if around.others and mention.person is None and mention.status in ("present", "historical", "uncertain"):
        return "other_person"
    if mention.status == "uncertain" and says.said[:1] == ("yes",):
        return "present"
    return mention.status


def _answered(mention: Mention, says: Plain, around: _Asked, *, own: bool) -> Status:
    """What the answer makes of a condition that only the question names."""
    if around.others or mention.status == "other_person":
        return "present" if own else "other_person"
    if "unsure" in says.said:
        return "uncertain"
    if says.said[:1] == ("no",) and not around.presupposes:
        return "denied"
    if "yes" in says.said or around.presupposes:
        return "historical" if mention.status in ("historical", "resolved") else "present"
    return "asked"
