"""Groups of phrases laid out as trees of words, ready to be walked along a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.language.lexicon.phrase_syntax import PhraseError, Place

Parsed = Mapping[str, Sequence[Sequence[Place]]]
"""Group → its phrases, each as its places."""


@dataclass(slots=True)
class Node:
    """A place in the phrases: which word leads on to which places, and which groups are complete here."""

    next: dict[str, list[Node]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


NOT_OVERLAPPING: Final = "!"


def unless(name: str) -> str:
    """The group of what a group must not overlap."""
    return name + NOT_OVERLAPPING


def words_of(phrases: Iterable[Sequence[Place]]) -> Iterator[str]:
    return (word for places in phrases for place in places for way in place for word in way)


def trees(parsed: Parsed) -> list[Node]:
    """One tree for each level: a group stands on a higher one than those it is built on."""
    levels: defaultdict[int, Node] = defaultdict(Node)
    depth: dict[str, int] = {}
    for name, phrases in parsed.items():
        tree = levels[_depth(name, parsed, depth, ())]
        for places in phrases:
            _add(tree, places, name)
    return [levels[level] for level in sorted(levels)]


def _depth(name: str, parsed: Parsed, depth: dict[str, int], above: tuple[str, ...]) -> int:
    if name not in parsed:
        raise PhraseError(above[-1], f"<{name}> is no group; add it to `words` or correct the name")
    if name in above:
        raise PhraseError(name, "is built on itself; remove one of the references")
    if name not in depth:
        used = {word[1:-1] for word in words_of(parsed[name]) if word[0] == "<"}
        used |= {unless(name)} & parsed.keys()
        depth[name] = 1 + max((_depth(part, parsed, depth, (*above, name)) for part in used), default=-1)
    return depth[name]


def _add(tree: Node, places: Sequence[Place], name: str) -> None:
    """Lay a phrase as a chain of places from the root; an optional place can also be stepped over."""
    chain = [tree, *(Node() for _ in places)]
    for number, node in enumerate(chain):
        for at in range(number, len(places)):
            for way in filter(None, places[at]):
                _lead(node, way, chain[at + 1])
            if () not in places[at]:
                break
        else:
            node.names.append(name)


def _lead(node: Node, way: Sequence[str], to: Node) -> None:
    for word in way[:-1]:
        between = Node()
        node.next.setdefault(word, []).append(between)
        node = between
    node.next.setdefault(way[-1], []).append(to)
