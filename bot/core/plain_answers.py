"""What a message says in plain words: yes, no, not sure, rather not say, why ...

The words are in `knowledge/plain_answers.yml`. This module says which of them stand in a message and how;
`bot.core.reading` decides what they come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.core.knowledge import FOLDER
from bot.core.tokens import Token, tokens

FILE: Path = FOLDER / "plain_answers.yml"
_KINDS = ("no", "yes", "unsure", "declined", "why", "repeat", "vague", "fillers", "correction", "but", "past", "hedges")
_BREAKS = frozenset(",:()-")


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Typed word → the words it stands for."""
    return {typed: tuple(meant.split()) for typed, meant in _file()["spellings"].items()}


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(phrase, spellings()))


@dataclass(frozen=True)
class _Lists:
    phrases: Mapping[tuple[str, ...], frozenset[str]]
    longest: int
    after_no: frozenset[str]
    denying: frozenset[str]
    opens: frozenset[str]
    half_yes: frozenset[tuple[str, ...]]
    own: frozenset[str]
    denies: Mapping[str, tuple[tuple[str, ...], ...]]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    data = _file()
    phrases: dict[tuple[str, ...], set[str]] = {}
    for kind in (*_KINDS, "neutral", "denying"):
        listed = data[kind]
        for phrase in listed["words"] if isinstance(listed, dict) else listed:
            phrases.setdefault(_words(phrase), set()).add(kind)
    denies = {question: tuple(_words(p) for p in listed) for question, listed in data["denies"].items()}
    return _Lists(
        {words: frozenset(kinds) for words, kinds in phrases.items() if words},
        max(len(words) for words in phrases),
        frozenset(data["after_no"]),
        frozenset(data["denying"]),
        frozenset(data["opens"]),
        frozenset(_words(phrase) for phrase in data["half_yes"]),
        frozenset(data["own"]),
        denies,
    )


@dataclass(frozen=True)
class Piece:
    """A phrase of the lists, or one word that is in none (`kinds` empty), or a condition that was named."""

    words: tuple[str, ...]
    kinds: frozenset[str]
    condition: bool = False

    def is_(self, *kinds: str) -> bool:
        return not self.condition and bool(self.kinds & set(kinds))


@dataclass(frozen=True)
class Clause:
    """A stretch of a message between marks and words such as "but"."""

    pieces: tuple[Piece, ...]
    after_but: bool = False
    asks: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for piece in self.pieces for word in piece.words)

    def has(self, *kinds: str) -> bool:
        return any(piece.is_(*kinds) for piece in self.pieces)


@dataclass(frozen=True)
class Plain:
    """What the plain words of a message say, in the order in which they were said."""

    said: tuple[str, ...] = ()
    """"yes", "half_yes", "no", "unsure", "declined": one for each clause that says one."""
    corrected: bool = False
    """A later word takes an earlier one back: "no, I mean yes"."""
    denying: bool = False
    """A denying word stands somewhere, if only "no sugar"."""
    hedged: bool = False
    past: bool = False
    but: bool = False
    """After the no something follows that may take it back."""
    asks: bool = False
    why: bool = False
    repeat: bool = False
    vague: bool = False
    rest: bool = False
    """There are words that none of the lists knows."""
    denies: frozenset[str] = field(default_factory=frozenset)


def plain(text: str, spans: Sequence[tuple[int, int]] = (), *, others: bool = False) -> Plain:
    """Read `text`. `spans` are the conditions named in it; `others`: "she doesn't" speaks of the right person."""
    found = tokens(text, spellings())
    from bot.core.clauses import read_clauses

    return read_clauses(list(_clauses(found, spans)), tuple(token.text for token in found), others=others)


def _clauses(found: Sequence[Token], spans: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    pieces: list[Piece] = []
    after_but = False
    at = 0
    while at < len(found):
        token = found[at]
        if token.ends_sentence or token.text in _BREAKS:
            if pieces or "?" in token.text:
                yield Clause(tuple(pieces), after_but, "?" in token.text)
            pieces, after_but = [], False
            at += 1
            continue
        piece, at = _piece(found, at, spans)
        if piece.is_("but") and not piece.is_("no", "yes", "unsure") and _splits(piece):
            if pieces:
                yield Clause(tuple(pieces), after_but)
            pieces, after_but = [], True
        pieces.append(piece)
    if pieces:
        yield Clause(tuple(pieces), after_but)


def _splits(piece: Piece) -> bool:
    return piece.words[0] in ("but", "although", "though", "however", "lekin", "par", "magar", "except", "pan", "लेकिन", "पर")


def _piece(found: Sequence[Token], at: int, spans: Sequence[tuple[int, int]]) -> tuple[Piece, int]:
    """The longest phrase of the lists that begins here, never running into a named condition."""
    lists = _lists()
    limit = at
    while limit < len(found) and limit - at < lists.longest and not _inside(found[limit], spans):
        limit += 1
    for end in range(limit, at, -1):
        words = tuple(token.text for token in found[at:end])
        if words in lists.phrases:
            return Piece(words, lists.phrases[words]), end
    inside = _inside(found[at], spans)
    return Piece((found[at].text,), frozenset(), inside), at + 1


def _inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)
