"""The records of the red flags as groups of phrases, and rules that name groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.content.red_flag_rules import FlagRule, FlagRules, PhraseGroup
from bot.language.lexicon.phrase_groups import Group

NEAR_WORDS: Final = 12
TOGETHER_WORDS: Final = 45
CIRCUMSTANCES: Final = frozenset({"past", "asked", "supposed", "mourned"})
FIGURATIVE: Final = "figurative"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a red flag: all `parts` (names of groups) within a stretch of words."""

    flag: str
    record: str
    """The flag and the id of the record it belongs to."""
    parts: tuple[str, ...]
    stretch: int
    one_sentence: bool
    ever: tuple[str, ...]
    """Groups that must stand somewhere in the message, past or denied or not."""
    unless: tuple[str, ...]
    regardless: frozenset[str]


class GroupedRules:
    """All groups, those that rules write in place among them, and the rules in terms of them."""

    def __init__(self, written: FlagRules) -> None:
        self.groups = {name: _group(group) for name, group in written.words.items()}
        self.rules = tuple(
            self._rule(flag, f"{flag}.{name}", number, rule)
            for flag, records in written.records.items()
            for name, record in records.items()
            for number, rule in enumerate(record.rules, 1)
        )

    def _rule(self, flag: str, record: str, number: int, written: FlagRule) -> Rule:
        names = {place: self._name(f"{record}.{number}.{place}", group) for place, group in written.groups}
        return Rule(
            flag,
            record,
            _under(names, "say", "near", "together"),
            NEAR_WORDS if written.near else TOGETHER_WORDS,
            not written.together,
            _under(names, "ever"),
            _under(names, "unless"),
            frozenset(written.regardless),
        )

    def _name(self, place: str, part: PhraseGroup) -> str:
        """The name of a part: a group's own, or a new one for phrases written in place."""
        only = part.any[0] if len(part.any) == 1 and not part.unless else ""
        if only.startswith("<") and only.endswith(">") and only.count("<") == 1:
            return only[1:-1]
        self.groups[place] = _group(part)
        return place


def _under(names: Mapping[str, str], *keys: str) -> tuple[str, ...]:
    """The groups that stand in a rule under one of these keys, in their order."""
    return tuple(name for place, name in names.items() if place.partition(".")[0] in keys)


def _group(written: PhraseGroup) -> Group:
    return Group(written.any, written.unless)


def same_words(written: FlagRules) -> Mapping[str, str]:
    """Typed word → the words it stands for."""
    return {typed: meant for meant, forms in written.spelling.same.items() for typed in forms.split()}
