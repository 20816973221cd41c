"""The words of plain answers, from knowledge/plain_answers.yml: yes, no, not sure, rather not say ..."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from bot.content.knowledge import LANGUAGE
from bot.content.yaml_file import read_yaml
from bot.language.text.tokens import tokens

FILE: Path = LANGUAGE / "plain_answers.yml"
_KINDS = (
    "no", "yes", "unsure", "declined", "why", "repeat", "vague",
    "fillers", "correction", "but", "past", "hedges",
)  # fmt: skip


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", read_yaml(FILE))


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Typed word → the words it stands for."""
    return {typed: tuple(meant.split()) for typed, meant in _file()["spellings"].items()}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Right words that are a letter from one of ours: they are never read as that."""
    return frozenset(_file()["common_words"])


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, each in the one spelling that the lists hold."""
    return tuple(token.text for token in tokens(text, spellings()))


@dataclass(frozen=True)
class Lists:
    phrases: Mapping[tuple[str, ...], frozenset[str]]
    longest: int
    after_no: frozenset[str]
    denying: frozenset[str]
    opens: frozenset[str]
    half_yes: frozenset[tuple[str, ...]]
    excepting: frozenset[str]
    limiting: frozenset[str]
    pointing: frozenset[str]
    well: frozenset[str]
    splits: frozenset[str]
    leads: frozenset[tuple[str, ...]]
    before_nouns: frozenset[tuple[str, ...]]
    must_stand_alone: frozenset[tuple[str, ...]]
    closing: frozenset[str]
    people: frozenset[str]
    harmless: Mapping[str, frozenset[str]]
    asked_words: Mapping[str, frozenset[tuple[str, ...]]]
    not_me: frozenset[tuple[str, ...]]
    checked: frozenset[str]
    denies: Mapping[str, tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=1)
def lists() -> Lists:
    data = _file()
    phrases: dict[tuple[str, ...], set[str]] = {}
    for kind in (*_KINDS, "neutral", "denying"):
        listed = data[kind]
        for phrase in listed["words"] if isinstance(listed, dict) else listed:
            phrases.setdefault(words(phrase), set()).add(kind)
    return Lists(
        phrases={said: frozenset(kinds) for said, kinds in phrases.items() if said},
        longest=max(map(len, phrases)),
        after_no=frozenset(data["after_no"]),
        denying=frozenset(data["denying"]),
        opens=frozenset(data["opens"]),
        half_yes=frozenset(map(words, data["half_yes"])),
        excepting=frozenset(data["excepting"]),
        limiting=frozenset(data["limiting"]),
        pointing=frozenset(data["pointing"]),
        well=frozenset(data["well"]),
        splits=frozenset(data["splits"]),
        leads=frozenset(map(words, data["leads"])),
        before_nouns=frozenset(map(words, data["before_nouns"])),
        must_stand_alone=frozenset(map(words, data["must_stand_alone"])),
        closing=frozenset(data["closing"]),
        people=frozenset(data["people"]),
        harmless={question: frozenset(listed) for question, listed in data["harmless"].items()},
        asked_words={q: frozenset(map(words, listed)) for q, listed in data["asked_words"].items()},
        not_me=frozenset(map(words, data["not_me"])),
        checked=frozenset(data["checked"]),
        denies={question: tuple(map(words, listed)) for question, listed in data["denies"].items()},
    )
