"""Phrases as clinicians write them (the syntax stands at the top of red_flag_rules.yml), found in words.

Named groups of phrases may use one another. All are looked up together, word by word, so the time
grows with the length of the text and hardly with the number of phrases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from bot.core.text import Word

GAP: Final = ".."
GAP_WORDS: Final = 3
NUMBER: Final = "#"
YEAR: Final = "#year"
_BRACKETS: Final = re.compile(r"\([^()\[\]]+\)|\[[^()\[\]]+\]")
_CHOICE: Final = re.compile(r"\|(?![^(\[]*[)\]])")
"""A `|` outside brackets."""
_PLACE: Final = re.compile(r"\.\.|\([^()\[\]]+\)|\[[^()\[\]]+\]|[^\s()\[\]]+")

Span = tuple[int, int]
Place = tuple[tuple[str, ...], ...]
"""The sequences of words that may stand in one place of a phrase; () when it may stay empty."""
Spans = Mapping[str, Sequence[Span]]


class PhraseError(ValueError):
    """A phrase or a group cannot be read."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one meaning; what overlaps one of `unless` does not count."""

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    """A place in the phrases: which word leads on to which places, and which groups are complete here."""

    next: dict[str, list[_Node]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text with its possible readings."""

    readings: tuple[str, ...]
    clause: int
    sentence: int


def tokens_of(words: Sequence[Word], readings: Mapping[str, tuple[tuple[str, ...], ...]]) -> list[Token]:
    """The words with what each may mean; a word that was two written together comes out as two."""
    tokens = []
    for word in words:
        choices = readings[word.text]
        if len(choices[0]) > 1:
            tokens += [Token((part,), word.clause, word.sentence) for part in choices[0]]
        else:
            tokens.append(Token(tuple(choice[0] for choice in choices), word.clause, word.sentence))
    return tokens


class Phrases:
    """Groups of phrases, compiled once."""

    def __init__(self, groups: Mapping[str, Group], skip: frozenset[str]) -> None:
        self._skip = skip
        every = dict(groups)
        every.update({f"{name}!": Group(group.unless) for name, group in groups.items() if group.unless})
        self._unless = frozenset(name for name, group in groups.items() if group.unless)
        parsed = {
            name: [self._places(name, way) for text in group.phrases for way in _CHOICE.split(text)]
            for name, group in every.items()
        }
        self._parsed = parsed
        self._levels = self._compile(parsed)

    def vocabulary(self, names: Iterable[str] | None = None) -> frozenset[str]:
        """The words of these groups and of those they are built on; of all groups without names."""
        todo, words, seen = list(self._parsed if names is None else names), set(), set()
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            for word in _words(self._parsed[name]):
                if word[0] == "<":
                    todo.append(word[1:-1])
                elif word[0] not in ".#":
                    words.add(word)
        return frozenset(words)

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Span]]:
        """Group → where its phrases stand, as (first word, word after the last)."""
        chart: list[dict[str, list[int]]] = [
            {symbol: [at + 1] for word in token.readings for symbol in _symbols(word)}
            for at, token in enumerate(tokens)
        ]
        found: dict[str, list[Span]] = {}
        for tree, names in self._levels:
            hits: defaultdict[str, set[Span]] = defaultdict(set)
            for start in range(len(tokens)):
                if chart[start].keys().isdisjoint(tree.next):
                    continue
                for name, end in self._walk(tree, tokens, chart, start):
                    hits[name].add((start, end))
            for name in names & hits.keys():
                kept = outside(sorted(hits[name]), covered(found.get(name + "!", ())))
                found[name] = kept
                for start, end in kept:
                    chart[start].setdefault(f"<{name}>", []).append(end)
        return found

    def _walk(
        self, tree: _Node, tokens: Sequence[Token], chart: Sequence[Mapping[str, Sequence[int]]], start: int
    ) -> Iterator[tuple[str, int]]:
        seen: set[tuple[int, int]] = set()
        todo = [(tree, start)]
        while todo:
            here, at = todo.pop()
            if (id(here), at) in seen:
                continue
            seen.add((id(here), at))
            for name in here.names:
                yield name, at
            if at >= len(tokens) or tokens[at].clause != tokens[max(start, at - 1)].clause:
                continue
            symbols, following = chart[at], here.next
            for symbol in symbols if len(symbols) < len(following) else following:
                if symbol in following and symbol in symbols:
                    todo += [(node, end) for node in following[symbol] for end in symbols[symbol]]
            if at > start and tokens[at].readings[0] in self._skip:
                todo.append((here, at + 1))
            for after in following.get(GAP, ()):
                todo += [(after, later) for later in range(at, at + _gap(tokens, at) + 1)]

    def _places(self, name: str, phrase: str) -> list[Place]:
        """A phrase as places, each with what may stand there; an optional place may stay empty."""
        if re.search(r"[()\[\]]", _BRACKETS.sub("", phrase)):
            raise PhraseError(f"{name}: {phrase!r}: brackets within brackets, or one missing")
        parts = _PLACE.findall(phrase.casefold())
        inner = [part for part in parts[1:-1] if not self._skip.issuperset(re.split(r"[\s|()\[\]]+", part.strip("()[]")))]
        places = [self._place(part) for part in (*parts[:1], *inner, *parts[1:][-1:])]
        if GAP in (parts[0], parts[-1]) or all(() in place for place in places):
            raise PhraseError(f"{name}: {phrase!r}: begins or ends in nothing, or needs no word")
        return places

    def _place(self, text: str) -> Place:
        """What may stand in one place; of several words, those that may stand anywhere are left out."""
        if text == GAP:
            return ((GAP,),)
        ways: list[tuple[str, ...]] = [()] if text[0] == "(" else []
        for choice in text.strip("()[]").split("|"):
            words = [word for word in choice.split() if word not in self._skip] or choice.split()
            if not words:
                raise PhraseError(f"{text!r}: an empty alternative; remove the extra '|'")
            ways += product(*map(_forms, words))
        return tuple(ways)

    def _compile(self, parsed: Mapping[str, Sequence[Sequence[Place]]]) -> list[tuple[_Node, set[str]]]:
        levels: defaultdict[int, tuple[_Node, set[str]]] = defaultdict(lambda: (_Node(), set()))
        depth: dict[str, int] = {}
        for name, phrases in parsed.items():
            tree, names = levels[_depth(name, parsed, depth, ())]
            names.add(name)
            for places in phrases:
                _add(tree, places, name)
        return [levels[level] for level in sorted(levels)]


def _symbols(word: str) -> tuple[str, ...]:
    if not word[0].isdigit():
        return (word,)
    return (NUMBER, YEAR) if len(word) == 4 and word[:2] in ("19", "20") else (NUMBER,)


def _depth(
    name: str, parsed: Mapping[str, Sequence[Sequence[Place]]], depth: dict[str, int], above: tuple[str, ...]
) -> int:
    """How many groups deep a group is built on others."""
    if name not in parsed:
        raise PhraseError(f"{above[-1]}: <{name}> is no group; add it to `words` or correct the name")
    if name in above:
        raise PhraseError(f"{name}: is built on itself; remove one of the references")
    if name not in depth:
        used = {word[1:-1] for word in _words(parsed[name]) if word[0] == "<"}
        used |= {name + "!"} & parsed.keys()
        depth[name] = 1 + max((_depth(part, parsed, depth, (*above, name)) for part in used), default=-1)
    return depth[name]


def _words(phrases: Iterable[Sequence[Place]]) -> Iterator[str]:
    return (word for places in phrases for place in places for way in place for word in way)


def _add(tree: _Node, places: Sequence[Place], name: str) -> None:
    """Lay a phrase as a chain of places from the root; an optional place can also be stepped over."""
    chain = [tree, *(_Node() for _ in places)]
    for number, node in enumerate(chain):
        for at in range(number, len(places)):
            for way in filter(None, places[at]):
                _lead(node, way, chain[at + 1])
            if () not in places[at]:
                break
        else:
            node.names.append(name)


def _lead(node: _Node, way: Sequence[str], to: _Node) -> None:
    for word in way[:-1]:
        between = _Node()
        node.next.setdefault(word, []).append(between)
        node = between
    node.next.setdefault(way[-1], []).append(to)


def _gap(tokens: Sequence[Token], at: int) -> int:
    """How many words may be stepped over: none beyond the end of the clause."""
    return sum(1 for token in tokens[at : at + GAP_WORDS] if token.clause == tokens[at].clause)


def covered(spans: Iterable[Span]) -> frozenset[int]:
    """All words of the spans."""
    return frozenset(at for start, end in spans for at in range(start, end))


def outside(spans: Iterable[Span], words: frozenset[int]) -> list[Span]:
    """The spans that hold none of the words."""
    return [span for span in spans if words.isdisjoint(range(*span))]


def _forms(word: str) -> list[str]:
    """`hurt~` is hurt, hurts, hurting and hurted; anything else is itself."""
    if not word.endswith("~"):
        return [word]
    stem = word[:-1]
    if stem.endswith("e"):
        return [stem, stem + "s", stem + "d", stem[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", stem):
        return [stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"]
    forms = [stem, stem + ("es" if re.search(r"(s|x|z|ch|sh)$", stem) else "s")]
    last = stem + stem[-1] if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", stem) and len(stem) < 6 else stem
    return [*forms, last + "ed", last + "ing", *([stem + "ed", stem + "ing"] if last != stem else [])]
