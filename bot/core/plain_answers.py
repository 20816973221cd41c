"""What a message says in plain words: yes, no, not sure, rather not say, why ...

The words are in `knowledge/plain_answers.yml`. This module says which of them stand in a message and how;
`bot.core.reading` decides what they come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.core.knowledge import FOLDER
from bot.core.tokens import Token, tokens

FILE: Path = FOLDER / "plain_answers.yml"
_KINDS = (
    "no", "yes", "unsure", "declined", "why", "repeat", "vague",
    "fillers", "correction", "but", "past", "hedges",
)  # fmt: skip
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
class Lists:
    phrases: Mapping[tuple[str, ...], frozenset[str]]
    longest: int
    after_no: frozenset[str]
    denying: frozenset[str]
    opens: frozenset[str]
    half_yes: frozenset[tuple[str, ...]]
    excepting: frozenset[str]
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
            phrases.setdefault(_words(phrase), set()).add(kind)
    denies = {question: tuple(_words(p) for p in listed) for question, listed in data["denies"].items()}
    return Lists(
        {words: frozenset(kinds) for words, kinds in phrases.items() if words},
        max(len(words) for words in phrases),
        frozenset(data["after_no"]),
        frozenset(data["denying"]),
        frozenset(data["opens"]),
        frozenset(_words(phrase) for phrase in data["half_yes"]),
        frozenset(data["excepting"]),
        frozenset(data["splits"]),
        frozenset(_words(phrase) for phrase in data["leads"]),
        frozenset(_words(phrase) for phrase in data["before_nouns"]),
        frozenset(_words(phrase) for phrase in data["must_stand_alone"]),
        frozenset(data["closing"]),
        frozenset(data["people"]),
        {question: frozenset(words) for question, words in data["harmless"].items()},
        {question: frozenset(_words(p) for p in listed) for question, listed in data["asked_words"].items()},
        frozenset(_words(phrase) for phrase in data["not_me"]),
        frozenset(data["checked"]),
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

    @property
    def content(self) -> tuple[Piece, ...]:
        """The pieces without what opens and closes a sentence and changes nothing."""
        pieces = list(self.pieces)
        while pieces and pieces[0].is_("fillers") and not pieces[0].is_("yes", "no"):
            pieces.pop(0)
        while pieces and pieces[-1].is_("fillers") and not pieces[-1].is_("yes", "no"):
            pieces.pop()
        return tuple(pieces)

    def has(self, *kinds: str) -> bool:
        return any(piece.is_(*kinds) for piece in self.pieces)


def clauses(text: str, spans: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of `text`; `spans` are the conditions named in it."""
    return list(_clauses(tokens(text, spellings()), spans))


def _clauses(found: Sequence[Token], spans: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    pieces: list[Piece] = []
    splits = lists().splits
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
        if piece.is_("but") and not piece.is_("no", "yes", "unsure") and piece.words[0] in splits:
            if pieces:
                yield Clause(tuple(pieces), after_but)
            pieces, after_but = [], True
        pieces.append(piece)
    if pieces:
        yield Clause(tuple(pieces), after_but)


def _piece(found: Sequence[Token], at: int, spans: Sequence[tuple[int, int]]) -> tuple[Piece, int]:
    """The longest phrase of the lists that begins here, never running into a named condition."""
    known = lists()
    limit = at
    while limit < len(found) and limit - at < known.longest and not _inside(found[limit], spans):
        limit += 1
    for end in range(limit, at, -1):
        words = tuple(token.text for token in found[at:end])
        if words in known.phrases:
            return Piece(words, known.phrases[words]), end
    inside = _inside(found[at], spans)
    return Piece((found[at].text,), frozenset(), inside), at + 1


def _inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)
