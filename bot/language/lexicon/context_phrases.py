"""The phrases of context_rules.yml, made ready for ConText.

A phrase may stand in several categories; it becomes one rule whose category is all of them, because
ConText keeps only one rule where two match the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from bot.content.knowledge import LANGUAGE
from bot.content.yaml_file import read_yaml
from bot.language.lexicon import answer_words

FILE = LANGUAGE / "context_rules.yml"
BOTH = frozenset({"forward", "backward"})
_HAS = ("has", "does", "had", "do", "have", "ko hai", "ko")


@dataclass(frozen=True)
class Phrase:
    """One phrase as ConText needs it. `ways`: category → the directions in which it counts."""

    words: tuple[str, ...]
    category: str
    direction: str
    ways: Mapping[str, frozenset[str]]
    until: frozenset[str]
    reach: Mapping[str, int]
    """Direction → how many words away it still counts."""


@lru_cache(maxsize=1)
def load_rules() -> Mapping[str, Any]:
    """What context_rules.yml says."""
    return cast(Mapping[str, Any], read_yaml(FILE))


def words(phrase: str) -> tuple[str, ...]:
    """A phrase of the file as the words that a message is read into."""
    if "/" in phrase:
        return tuple(phrase.split())
    return answer_words.words(phrase)


def place(said: Sequence[str], phrase: Sequence[str]) -> int | None:
    """Where `phrase` stands in the words that were said."""
    for at in range(len(said) - len(phrase) + 1):
        if tuple(said[at : at + len(phrase)]) == tuple(phrase):
            return at
    return None


def load_phrases(rules: Mapping[str, Any]) -> list[Phrase]:
    """All phrases, each once."""
    found: dict[tuple[str, ...], dict[str, set[str]]] = {}
    until: dict[tuple[str, ...], set[str]] = {}
    reach: dict[tuple[str, ...], dict[str, int]] = {}
    for category, direction, phrase, settings in _entries(rules):
        said = words(phrase)
        found.setdefault(said, {}).setdefault(category, set()).update(direction)
        until.setdefault(said, set()).update(settings.get("until", ()))
        if "reach" in settings:
            reach.setdefault(said, {}).update(dict.fromkeys(direction, int(settings["reach"])))
    _add_selves(found, rules)
    names = {"+".join(sorted(ways)) for ways in found.values()}
    return [_phrase(phrase, ways, until, reach, names) for phrase, ways in found.items() if phrase]


Entry = tuple[str, frozenset[str], str, Mapping[str, Any]]


def _entries(rules: Mapping[str, Any]) -> Iterator[Entry]:
    for category, sides in rules["categories"].items():
        for pattern in sides.get("patterns", ()):
            yield category, BOTH, pattern, {}
        for direction in ("forward", "backward", "both"):
            yield from _side(category, direction, sides.get(direction, {}))
    for phrase in rules["ends"]:
        yield "ends", frozenset(), phrase, {}
    for mark in rules["comma"]:
        yield "comma", frozenset(), mark, {}
    for names in rules["people"].values():
        yield from _people(names)


def _side(category: str, direction: str, settings: Mapping[str, Any]) -> Iterator[Entry]:
    ways = BOTH if direction == "both" else frozenset({direction})
    for phrase in settings.get("phrases", ()):
        yield category, ways, phrase, settings
    for phrase in settings.get("pseudo", ()):
        yield "pseudo", frozenset(), phrase, {}


def _people(names: Sequence[str]) -> Iterator[Entry]:
    """ "My mum" before a condition, "my mum has" behind it too."""
    family = {"until": ["self", "self_claim"]}
    for name in names:
        for spoken in (name, f"my {name}"):
            yield "family", frozenset({"forward"}), spoken, family
            for has in _HAS:
                yield "family", BOTH, f"{spoken} {has}", family


def _add_selves(found: dict[tuple[str, ...], dict[str, set[str]]], rules: Mapping[str, Any]) -> None:
    """A phrase that begins with "I" or "my" speaks of oneself, unless it names somebody else."""
    listed = [words(phrase) for phrase in rules["categories"]["self"]["forward"]["phrases"]]
    selves = {phrase[0] for phrase in listed if len(phrase) == 1}
    not_oneself = {"family", "other", "family_history", "pseudo"}
    for phrase, ways in found.items():
        if phrase and phrase[0] in selves and not ways.keys() & not_oneself:
            ways.setdefault("self", set()).add("forward")


def _phrase(
    phrase: tuple[str, ...],
    ways: Mapping[str, set[str]],
    until: Mapping[tuple[str, ...], set[str]],
    reach: Mapping[tuple[str, ...], Mapping[str, int]],
    names: set[str],
) -> Phrase:
    directions = set().union(*ways.values())
    direction = "PSEUDO" if not directions else "BIDIRECTIONAL" if len(directions) > 1 else directions.pop()
    if "ends" in ways:
        direction = "TERMINATE"
    ended = until.get(phrase, set())
    enders = frozenset(name.upper() for name in names if ended & set(name.split("+")))
    return Phrase(
        phrase,
        "+".join(sorted(ways)),
        direction.upper(),
        {category: frozenset(allowed) for category, allowed in ways.items()},
        enders,
        reach.get(phrase, {}),
    )
