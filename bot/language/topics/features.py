"""What the classifier sees of a message: its words in four forms, and pieces of words.

A word counts as it is spelled and in pairs, by pieces of its sound, by its consonants alone, and by what it
means in English. Sounds and pieces are what survives a typing mistake and what Hindi spelled in three ways,
or in Devanagari, has in common; the English meaning is what Hindi and Marathi have in common with English.
Plain lists and one dictionary, so that a message takes a fraction of a millisecond.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.language.lexicon.glosses import Glosses
from bot.language.lexicon.word_vectors import Floats
from bot.language.text.latin import by_sound, skeleton

SHORTEST_PIECE, LONGEST_PIECE = 2, 4
PIECE, BONES, MEANING = "~", "#", "@"
"""How the grams of each form begin; those of words as they are spelled begin with the word."""


@dataclass(frozen=True)
class Word:
    """One word in the forms that count."""

    spelled: str
    skeleton: str
    meaning: tuple[str, ...]
    """In English; the word itself where no gloss is known."""
    pieces: tuple[str, ...]
    """All stretches of two to four letters of its sound, marked where they begin or end it."""


class Words:
    """Makes words of what is spelled, each once."""

    def __init__(self, glosses: Glosses, english: Collection[str]) -> None:
        """`english` are words so common that they are meant as they stand."""
        self._glosses, self._english = glosses, english
        self._word = lru_cache(maxsize=20_000)(self._made)

    def of(self, text: str) -> list[Word]:
        """The words of a text that is spelled right."""
        return [self._word(word) for word in text.split()]

    def _made(self, spelled: str) -> Word:
        sound = by_sound(spelled)
        meaning = (self._glosses.of(spelled, self._english) or spelled).split()
        return Word(spelled, skeleton(sound), tuple(meaning), tuple(_pieces(sound)))


def _pieces(sound: str) -> Iterator[str]:
    marked = f" {sound} "
    for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1):
        for at in range(max(1, len(marked) - size + 1)):
            yield PIECE + marked[at : at + size]


def grams(words: Sequence[Word]) -> tuple[Counter[str], ...]:
    """Four bags: words and pairs of them, pieces, skeletons and pairs of them, meanings."""
    spelled = [word.spelled for word in words]
    bones = [word.skeleton for word in words]
    return (
        Counter([*spelled, *(f"{a} {b}" for a, b in pairwise(spelled))]),
        Counter(piece for word in words for piece in word.pieces),
        Counter([*(BONES + bone for bone in bones), *(f"{BONES}{a} {b}" for a, b in pairwise(bones))]),
        Counter(MEANING + meant for word in words for meant in word.meaning),
    )


@dataclass(frozen=True)
class Features:
    """TF-IDF weights, learned once. Each of the four bags comes to length one."""

    index: dict[str, int]
    weights: Floats

    @classmethod
    def learn(cls, texts: Sequence[Sequence[Word]], *, seen: int = 1) -> Features:
        """From the words of each text: the grams that so many texts hold."""
        held: Counter[str] = Counter()
        for words in texts:
            for bag in grams(words):
                held.update(bag.keys())
        index = {gram: at for at, gram in enumerate(sorted(gram for gram in held if held[gram] >= seen))}
        counts = np.array([held[gram] for gram in index], dtype=np.float64)
        return cls(index, (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32))

    def of(self, words: Sequence[Word]) -> tuple[NDArray[np.int32], Floats]:
        """The places and values of one text."""
        bags = [self._bag(bag) for bag in grams(words)]
        return np.concatenate([places for places, _ in bags]), np.concatenate([values for _, values in bags])

    def matrix(self, texts: Sequence[Sequence[Word]]) -> csr_matrix:
        """One row for each text."""
        rows = [self.of(words) for words in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        places = np.concatenate([places for places, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return csr_matrix((values, places, ends), shape=(len(texts), len(self.index)))

    def _bag(self, bag: Counter[str]) -> tuple[NDArray[np.int32], Floats]:
        known = [(self.index[gram], count) for gram, count in bag.items() if gram in self.index]
        places = np.array([place for place, _ in known], dtype=np.int32)
        counts = np.array([count for _, count in known], dtype=np.float32)
        values = (1 + np.log(counts)) * self.weights[places]
        length = float(np.sqrt(values @ values)) or 1.0
        return places, (values / length).astype(np.float32)
