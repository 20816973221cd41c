"""Reads red_flag_rules.yml; what its keys mean stands at the top of that file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.content.knowledge import LANGUAGE, KnowledgeError
from bot.content.yaml_file import read_yaml
from bot.domain.names import RED_FLAGS
from bot.language.lexicon.phrase_groups import Group
from bot.language.red_flags.circumstances import GROUPS

FILE: Final = LANGUAGE / "red_flag_rules.yml"
NEAR_WORDS: Final = 12
TOGETHER_WORDS: Final = 45
CIRCUMSTANCES: Final = frozenset({"past", "asked", "supposed", "mourned"})
_KINDS: Final = ("say", "near", "together")
_KEYS: Final = frozenset({*_KINDS, "ever", "unless", "regardless"})


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


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The file as it was read."""

    groups: Mapping[str, Group]
    rules: tuple[Rule, ...]
    skip: frozenset[str]
    never_corrected: frozenset[str]
    same: Mapping[str, str]


class _Builder:
    """Collects the named groups and the unnamed ones that rules write in place."""

    def __init__(self, file: str, raw: Mapping[str, Any]) -> None:
        self.file = file
        self.groups = {name: self._group(name, value) for name, value in raw.items()}

    def _group(self, name: str, value: Any) -> Group:
        any_of, unless = (value["any"], value.get("unless", ())) if isinstance(value, dict) else (value, ())
        phrases = (any_of,) if isinstance(any_of, str) else tuple(any_of)
        for phrase in (*phrases, *unless):
            if not isinstance(phrase, str):
                raise self.fault(name, f"{phrase!r} is no text; put it in quotes")
        return Group(phrases, tuple(unless))

    def fault(self, item: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(self.file, item, remedy)

    def name(self, place: str, value: Any) -> str:
        """The name of a part: a group's own, or a new one for phrases written in place."""
        if isinstance(value, str) and value[0] == "<" and value[-1] == ">" and value.count("<") == 1:
            return value[1:-1]
        self.groups[place] = self._group(place, value)
        return place

    def rule(self, flag: str, number: int, raw: Mapping[str, Any]) -> Rule:
        place = f"{flag}.{number}"
        kinds = [kind for kind in _KINDS if kind in raw]
        if len(kinds) != 1 or raw.keys() - _KEYS:
            known = ", ".join(sorted(_KEYS))
            raise self.fault(place, f"needs one of {', '.join(_KINDS)} and no keys but {known}")
        kind = kinds[0]
        parts = [raw[kind]] if kind == "say" else raw[kind]
        regardless = frozenset(raw.get("regardless", ()))
        if regardless - CIRCUMSTANCES:
            raise self.fault(place, f"`regardless` knows only {', '.join(sorted(CIRCUMSTANCES))}")
        return Rule(
            flag,
            tuple(self.name(f"{place}.{at}", part) for at, part in enumerate(parts)),
            NEAR_WORDS if kind == "near" else TOGETHER_WORDS,
            kind != "together",
            tuple(self.name(f"{place}.ever{at}", part) for at, part in enumerate(raw.get("ever", ()))),
            (self.name(f"{place}.unless", raw["unless"]),) if "unless" in raw else (),
            regardless,
        )


def read_rules(path: Path) -> RuleFile:
    """The rules' file; a `KnowledgeError` says what is wrong with it."""
    raw: Any = read_yaml(path)
    builder = _Builder(path.name, raw["words"])
    missing = {*GROUPS, "figurative"} - builder.groups.keys()
    if missing:
        raise builder.fault("words", f"add {', '.join(sorted(missing))}")
    unknown = raw["flags"].keys() ^ set(RED_FLAGS)
    if unknown:
        raise builder.fault(
            "flags", f"name every red flag once; wrong or absent: {', '.join(sorted(unknown))}"
        )
    rules = tuple(
        builder.rule(flag, number, item)
        for flag, items in raw["flags"].items()
        for number, item in enumerate(items, 1)
    )
    spelling = raw["spelling"]
    return RuleFile(
        builder.groups,
        rules,
        frozenset(spelling["skip"].split()),
        frozenset(spelling["never_corrected"].split()),
        {typed: meant for meant, forms in spelling["same"].items() for typed in str(forms).split()},
    )
