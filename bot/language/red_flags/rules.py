"""The rules of red_flag_rules.yml as groups of phrases, and rules that name groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.content.knowledge import KnowledgeError
from bot.content.red_flag_rules import FILE, FlagRule, FlagRules, PhraseGroup
from bot.language.lexicon.phrase_groups import Group
from bot.language.red_flags.circumstances import GROUPS

NEAR_WORDS: Final = 12
TOGETHER_WORDS: Final = 45
CIRCUMSTANCES: Final = frozenset({"past", "asked", "supposed", "mourned"})
FIGURATIVE: Final = "figurative"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a red flag: all `parts` (names of groups) within a stretch of words."""

    flag: str
    parts: tuple[str, ...]
    stretch: int
    one_sentence: bool
    ever: tuple[str, ...]
    """Groups that must stand somewhere in the message, past or denied or not."""
    unless: tuple[str, ...]
    regardless: frozenset[str]


class GroupedRules:
    """All groups, those that rules write in place among them, and the rules in terms of them.

    Raises KnowledgeError when a group that the readers look for is missing.
    """

    def __init__(self, written: FlagRules) -> None:
        self.groups = {name: _group(group) for name, group in written.words.items()}
        missing = {*GROUPS, FIGURATIVE} - self.groups.keys()
        if missing:
            raise KnowledgeError(FILE, "words", f"add {', '.join(sorted(missing))}")
        self.rules = tuple(
            self._rule(flag, number, rule)
            for flag, rules in written.flags.items()
            for number, rule in enumerate(rules, 1)
        )

    def _rule(self, flag: str, number: int, written: FlagRule) -> Rule:
        place = f"{flag}.{number}"
        parts = (written.say,) if written.say else written.near or written.together
        return Rule(
            flag,
            self._names(f"{place}.", parts),
            NEAR_WORDS if written.near else TOGETHER_WORDS,
            not written.together,
            self._names(f"{place}.ever", written.ever),
            (self._name(f"{place}.unless", written.unless),) if written.unless else (),
            frozenset(written.regardless),
        )

    def _names(self, place: str, parts: Sequence[PhraseGroup]) -> tuple[str, ...]:
        return tuple(self._name(f"{place}{at}", part) for at, part in enumerate(parts))

    def _name(self, place: str, part: PhraseGroup) -> str:
        """The name of a part: a group's own, or a new one for phrases written in place."""
        only = part.any[0] if len(part.any) == 1 and not part.unless else ""
        if only.startswith("<") and only.endswith(">") and only.count("<") == 1:
            return only[1:-1]
        self.groups[place] = _group(part)
        return place


def _group(written: PhraseGroup) -> Group:
    return Group(written.any, written.unless)


def same_words(written: FlagRules) -> Mapping[str, str]:
    """Typed word → the words it stands for."""
    return {typed: meant for meant, forms in written.spelling.same.items() for typed in forms.split()}
