"""A message in clauses, and each clause in the phrases of the plain answers that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.lexicon.answer_words import AnswerWords
from bot.language.text.devanagari import folded_words
from bot.language.text.tokens import Token, tokens

_BREAKS = frozenset(",:()-")
_TAG = folded_words(("na", "ना"))
_COPULAS = folded_words(
    ("hai", "hain", "hoon", "hu", "ahe", "aahe", "asto", "aste", "है", "हैं", "हूं", "आहे", "असतो", "असते")
)
ONESELF = frozenset(("i", "we"))
"""Who begins to speak of themselves."""


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


def clauses(text: str, words: AnswerWords, spans: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of `text`, in order; `spans` are the conditions named in it (start and end)."""
    typed = tokens(text, words.spellings)
    # The words of a condition stay as they were typed: what names it was found in them.
    found = [t if _inside(t, spans) else Token(words.right(t.text), t.start, t.end) for t in typed]
    return list(_clauses(found, words, spans))


def _clauses(
    found: Sequence[Token], words: AnswerWords, spans: Sequence[tuple[int, int]]
) -> Iterator[Clause]:
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
        piece, at = _piece(found, at, words, spans)
        if piece.is_("but") and not piece.is_("no", "yes", "unsure") and piece.words[0] in words.splits:
            if pieces:
                yield Clause(tuple(pieces), after_but)
            pieces, after_but = [], True
        pieces.append(piece)
        if at < len(found) and found[at].text in ONESELF and _leads_with_no(pieces):
            yield Clause(tuple(pieces), after_but)
            pieces, after_but = [], False
    if pieces:
        yield Clause(tuple(pieces), after_but)


def _leads_with_no(pieces: Sequence[Piece]) -> bool:
    """ "No I take it": what follows says something of its own, though no comma stands before it."""
    return pieces[-1].is_("no") and all(piece.is_("no", "fillers") for piece in pieces)


def _piece(
    found: Sequence[Token], at: int, words: AnswerWords, spans: Sequence[tuple[int, int]]
) -> tuple[Piece, int]:
    """The longest phrase of the lists that begins here, never running into a named condition."""
    if is_tag(found, at):
        return Piece((found[at].text,), frozenset({"fillers"})), at + 1
    limit = at
    while limit < len(found) and limit - at < words.longest and not _inside(found[limit], spans):
        limit += 1
    for end in range(limit, at, -1):  # the longest first: "not sure" before "not"
        phrase = tuple(token.text for token in found[at:end])
        if phrase in words.phrases:
            return Piece(phrase, words.phrases[phrase]), end
    inside = _inside(found[at], spans)
    return Piece((found[at].text,), frozenset(), inside), at + 1


def is_tag(found: Sequence[Token], at: int) -> bool:
    """Whether a "na" only asks for assent, behind a verb: "slip disc hai na, isi liye aaya hoon"."""
    ends = at + 1 == len(found) or not found[at + 1].is_word
    return ends and at > 0 and found[at].text in _TAG and found[at - 1].text in _COPULAS


def _inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)
