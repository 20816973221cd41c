"""Phrases in groups, found in the words of a text.

Groups may use one another. All are looked up together, word by word, so the time grows with the
length of the text and hardly with the number of phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.language.lexicon.phrase_syntax import GAP, NUMBER, YEAR, Place, parse
from bot.language.lexicon.phrase_tree import Node, trees, unless, words_of
from bot.language.text.sentences import Word

GAP_WORDS: Final = 3

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
        written = {name: group.phrases for name, group in groups.items()}
        written.update({unless(name): group.unless for name, group in groups.items() if group.unless})
        self._parsed = {
            name: [places for text in phrases for places in parse(text, skip)]
            for name, phrases in written.items()
        }
        self._levels = trees(self._parsed)

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
                words |= {word for word in used if word[0] not in "<.#"}
        return frozenset(words)

    def find(self, tokens: Sequence[Token]) -> dict[str, list[Span]]:
        """Group → where its phrases stand, as (first word, word after the last)."""
        chart = [
            {symbol: [at + 1] for word in token.readings for symbol in _symbols(word)}
            for at, token in enumerate(tokens)
        ]
        found: dict[str, list[Span]] = {}
        for tree in self._levels:
            hits: defaultdict[str, set[Span]] = defaultdict(set)
            for start in range(len(tokens)):
                if not chart[start].keys().isdisjoint(tree.next.keys()):
                    for name, end in self._walk(tree, tokens, chart, start):
                        hits[name].add((start, end))
            for name, spans in hits.items():
                found[name] = outside(sorted(spans), covered(found.get(unless(name), ())))
                for start, end in found[name]:
                    chart[start].setdefault(f"<{name}>", []).append(end)
        return {name: spans for name, spans in found.items() if spans}

    def _walk(
        self, tree: Node, tokens: Sequence[Token], chart: _Chart, start: int
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
            if at > start and tokens[at].readings[0] in self._skip:
                todo.append((here, at + 1))
            for after in following.get(GAP, ()):
                todo += [(after, later) for later in range(at, at + _gap(tokens, at) + 1)]


def covered(spans: Iterable[Span]) -> frozenset[int]:
    """All words of the spans."""
    return frozenset(at for start, end in spans for at in range(start, end))


def outside(spans: Iterable[Span], words: frozenset[int]) -> list[Span]:
    """The spans that hold none of the words."""
    return [span for span in spans if words.isdisjoint(range(*span))]


def _symbols(word: str) -> tuple[str, ...]:
    if not word[0].isdigit():
        return (word,)
    return (NUMBER, YEAR) if len(word) == 4 and word[:2] in ("19", "20") else (NUMBER,)


def _gap(tokens: Sequence[Token], at: int) -> int:
    """How many words may be stepped over: none beyond the end of the clause."""
    return sum(1 for token in tokens[at : at + GAP_WORDS] if token.clause == tokens[at].clause)
