"""Phrases in groups, found in the words of a text.

Groups may use one another. All are looked up together, word by word, so the time grows with the
length of the text and hardly with the number of phrases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.language.lexicon.phrase_syntax import BEGINNING, GAP, NUMBER, YEAR, Place, forms, parse
from bot.language.lexicon.phrase_tree import Node, trees, unless, words_of
from bot.language.text.sounds import HEARD, TYPED

GAP_WORDS: Final = 3
RANGE: Final = re.compile(r"#(\d+)-(\d+)")
SOUNDS: Final = (TYPED, HEARD)
NO_WORDS: Final = (*SOUNDS, "<", ".", "#")
"""Begin what stands in a phrase and is no word of English."""

Span = tuple[int, int]
Spans = Mapping[str, Sequence[Span]]
_Chart = Sequence[dict[str, list[int]]]
"""Per word: what begins there, and where it may end."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one meaning; what overlaps one of `unless` does not count."""

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text with its possible readings."""

    readings: tuple[str, ...]
    clause: int
    sentence: int


class Phrases:
    """Groups of phrases, compiled once."""

    def __init__(
        self, groups: Mapping[str, Group], skip: frozenset[str], bars: frozenset[str] = frozenset()
    ) -> None:
        """`skip` may stand anywhere; a gap never passes over `bars`, which would change what is said."""
        self._skip = frozenset(form for word in skip for form in forms(word))
        self._bars = frozenset(form for word in bars for form in forms(word))
        written = {name: group.phrases for name, group in groups.items()}
        written.update({unless(name): group.unless for name, group in groups.items() if group.unless})
        self._parsed = {
            name: [places for text in phrases for places in parse(text, skip)]
            for name, phrases in written.items()
        }
        self._levels = trees(self._parsed)
        used = {word for phrases in self._parsed.values() for word in words_of(phrases)}
        self._beginnings = frozenset(word[:-1] for word in used if word.endswith(BEGINNING))
        self._ranges = [
            (word, range(int(match[1]), int(match[2]) + 1))
            for word in used
            if (match := RANGE.fullmatch(word))
        ]
        self._sounds = frozenset(word for word in used if word[0] in SOUNDS)

    @property
    def names(self) -> Iterable[str]:
        """All groups, those that others must not overlap among them."""
        return self._parsed

    def doubled(self) -> Iterator[tuple[str, str]]:
        """The groups that hold a phrase twice, each with that phrase."""
        for name, phrases in self._parsed.items():
            seen = set[tuple[Place, ...]]()
            for places in phrases:
                if (phrase := tuple(places)) in seen:
                    yield name, " ".join("|".join(" ".join(way) for way in place) for place in places)
                seen.add(phrase)

    def vocabulary(self, names: Iterable[str] | None = None) -> frozenset[str]:
        """The words of these groups and of those they are built on; of all groups without names."""
        todo, seen = list(self._parsed if names is None else names), set[str]()
        words: set[str] = set()
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                used = set(words_of(self._parsed[name]))
                todo += [word[1:-1] for word in used if word[0] == "<"]
                words |= {word for word in used if word[0] not in NO_WORDS}
        return frozenset(words)

    def knows(self, sound: str) -> bool:
        """Whether a key of Hindi or Marathi stands in a phrase as it is."""
        return sound in self._sounds

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Span]]:
        """Group → where its phrases stand, as (first word, word after the last)."""
        chart = [
            {symbol: [at + 1] for word in token.readings for symbol in self._symbols(word)}
            for at, token in enumerate(tokens)
        ]
        barred = [not self._bars.isdisjoint(symbols) for symbols in chart]
        reach = [_gap(tokens, barred, at) for at in range(len(tokens))]
        skipped = [not self._skip.isdisjoint(symbols) for symbols in chart]
        found: dict[str, list[Span]] = {}
        for tree in self._levels:
            hits: defaultdict[str, set[Span]] = defaultdict(set)
            for start in range(len(tokens)):
                if not chart[start].keys().isdisjoint(tree.next.keys()):
                    for name, end in self._walk(tree, tokens, chart, skipped, reach, start):
                        hits[name].add((start, end))
            for name, spans in hits.items():
                found[name] = outside(sorted(spans), covered(found.get(unless(name), ())))
                for start, end in found[name]:
                    chart[start].setdefault(f"<{name}>", []).append(end)
        return {name: spans for name, spans in found.items() if spans}

    def _walk(
        self,
        tree: Node,
        tokens: Sequence[Token],
        chart: _Chart,
        skipped: Sequence[bool],
        reach: Sequence[int],
        start: int,
    ) -> Iterator[tuple[str, int]]:
        """The groups that have a phrase beginning at a word, each with its end."""
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
            if at > start and skipped[at]:
                todo.append((here, at + 1))
            for after in following.get(GAP, ()):
                todo += [(after, later) for later in range(at, at + reach[at] + 1)]

    def _symbols(self, word: str) -> Iterator[str]:
        """What a reading of a word meets in the phrases."""
        if word[0].isdigit():
            yield from self._numbers(word)
            return
        yield word
        if word[0] in SOUNDS:
            for end in range(2, len(word) + 1):
                if word[:end] in self._beginnings:
                    yield word[:end] + BEGINNING

    def _numbers(self, word: str) -> Iterator[str]:
        yield NUMBER
        if len(word) == 4 and word[:2] in ("19", "20"):
            yield YEAR
        first = re.match(r"\d{1,9}", word)
        number = int(first.group()) if first else 0
        yield from (symbol for symbol, numbers in self._ranges if number in numbers)


def covered(spans: Iterable[Span]) -> frozenset[int]:
    """All words of the spans."""
    return frozenset(at for start, end in spans for at in range(start, end))


def outside(spans: Iterable[Span], words: frozenset[int]) -> list[Span]:
    """The spans that hold none of the words."""
    return [span for span in spans if words.isdisjoint(range(*span))]


def _gap(tokens: Sequence[Token], barred: Sequence[bool], at: int) -> int:
    """How many words may be stepped over: none beyond the end of the clause."""
    steps = 0
    for later in range(at, min(at + GAP_WORDS, len(tokens))):
        if barred[later] or tokens[later].clause != tokens[at].clause:
            break
        steps += 1
    return steps
