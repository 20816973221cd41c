"""What a message wants of the check itself, read from its words: to stop, go back, begin anew, have all
deleted.

The words stand in wishes.yml. What destroys or changes something is done only on such words, never on a guess
(contract, rule 9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.content.wishes import WishPhrases
from bot.language.lexicon.phrase_groups import Group, Phrases, Span, Token
from bot.language.text.devanagari import folded, folded_words
from bot.language.text.sentences import read
from bot.language.text.sounds import TYPED, is_devanagari, typed

SMALL_TALK: Final = "small_talk"
HEALTH: Final = "health"
COMPLAINT: Final = "complaint"
_OTHERS: Final = (SMALL_TALK, HEALTH, COMPLAINT)


@dataclass(frozen=True)
class Wishes:
    """The groups of phrases that stand in a text, each with its places (first word, word after the last)."""

    found: Mapping[str, tuple[Span, ...]]
    words: tuple[str, ...]
    small: frozenset[int] = frozenset()
    """The places of words that say nothing by themselves."""

    def __contains__(self, name: str) -> bool:
        return name in self.found

    def stands_outside(self, name: str, *others: str) -> bool:
        """Whether a phrase of the group stands where none of the other groups does."""
        taken = {at for other in others for span in self.found.get(other, ()) for at in range(*span)}
        return any(taken.isdisjoint(range(*span)) for span in self.found.get(name, ()))

    def covers(self, name: str, *, but: int) -> bool:
        """Whether a group's phrases are the whole text but for small words and so many others."""
        taken = {at for start, end in self.found.get(name, ()) for at in range(start, end)}
        return bool(taken) and len(set(range(len(self.words))) - taken - self.small) <= but


class WishReader:
    """The phrases of wishes.yml, compiled once."""

    def __init__(self, data: WishPhrases) -> None:
        listed = {**data.wishes, **data.repairs, **{name: getattr(data, name) for name in _OTHERS}}
        groups = {name: Group(tuple(map(in_one_spelling, phrases))) for name, phrases in listed.items()}
        self.phrases = Phrases(groups, folded_words(data.skip))
        self._small = folded_words((*data.skip, *data.beside))
        self._ache = folded_words(data.ache)

    def speaks_beyond(self, wishes: Wishes) -> bool:
        """Whether a word of health stands in it that is not of the ordinary complaint."""
        taken = {at for span in wishes.found.get(COMPLAINT, ()) for at in range(*span)}
        return any(
            taken.isdisjoint(range(*span)) and not self._ache.issuperset(wishes.words[span[0] : span[1]])
            for span in wishes.found.get(HEALTH, ())
            if not self._is_longer_by_small_words(span, wishes)
        )

    def _is_longer_by_small_words(self, span: Span, wishes: Wishes) -> bool:
        """A phrase is found with small words behind it too; the shorter one says the same."""
        start, end = span
        return end - start > 1 and wishes.words[end - 1] in self._small

    def read(self, text: str) -> Wishes:
        """The wishes in `text`."""
        words = [replace(word, text=folded(word.text)) for word in read(text).words]
        tokens = [Token(readings_of(word.text), word.clause, word.sentence) for word in words]
        found = {name: tuple(spans) for name, spans in self.phrases.find(tokens).items()}
        spoken = {at for start, end in found.get(SMALL_TALK, ()) for at in range(start, end)}
        small = {at for at, word in enumerate(words) if word.text in self._small or word.text.isdigit()}
        return Wishes(found, tuple(word.text for word in words), frozenset(spoken | small))


def readings_of(word: str) -> tuple[str, ...]:
    """A word as it is, and one of Devanagari by the key under which the phrases hold it."""
    return (word, TYPED + typed(word)) if is_devanagari(word) else (word,)


_WORD: Final = re.compile(r"[\u0900-\u097f\u200c\u200d]+")


def in_one_spelling(phrase: str) -> str:
    """A phrase with every word of Devanagari in its one spelling."""
    return _WORD.sub(lambda word: folded(word.group()), phrase)
