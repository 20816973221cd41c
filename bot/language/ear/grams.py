"""What the linear ear sees of a message: words, pairs of words and pieces of words, as they were typed.

Plain lists and one dictionary, so that a message takes a fraction of a millisecond.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.language.lexicon.word_vectors import Floats

SHORTEST_PIECE, LONGEST_PIECE = 2, 5
SEEN: Final = 3
"""So many texts must hold a word or piece for it to be learned from."""


def word_grams(text: str) -> Counter[str]:
    """The words of a normal text, and every two that stand together."""
    words = text.split()
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def piece_grams(text: str) -> Counter[str]:
    """All stretches of two to five letters within words, marked where they begin or end one."""
    found: list[str] = []
    for word in text.split():
        marked = f" {word} "
        for size in range(SHORTEST_PIECE, LONGEST_PIECE + 1):
            found.extend(f"~{marked[at : at + size]}" for at in range(max(1, len(marked) - size + 1)))
    return Counter(found)


@dataclass(frozen=True)
class Features:
    """TF-IDF weights, learned once. Words and pieces each come to length one."""

    index: dict[str, int]
    weights: Floats

    @classmethod
    def learn(cls, texts: Sequence[str]) -> Features:
        """From normal texts: what at least SEEN of them hold."""
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update({*word_grams(text), *piece_grams(text)})
        index = {gram: at for at, gram in enumerate(sorted(gram for gram in seen if seen[gram] >= SEEN))}
        counts = np.array([seen[gram] for gram in index], dtype=np.float64)
        return cls(index, (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32))

    def of(self, text: str) -> tuple[NDArray[np.int32], Floats]:
        """The places and values of one normal text."""
        words, pieces = self._part(word_grams(text)), self._part(piece_grams(text))
        return np.concatenate([words[0], pieces[0]]), np.concatenate([words[1], pieces[1]])

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text."""
        rows = [self.of(text) for text in texts]
        ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        places = np.concatenate([places for places, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return csr_matrix((values, places, ends), shape=(len(texts), len(self.index)))

    def _part(self, grams: Counter[str]) -> tuple[NDArray[np.int32], Floats]:
        known = [(self.index[gram], count) for gram, count in grams.items() if gram in self.index]
        places = np.array([place for place, _ in known], dtype=np.int32)
        counts = np.array([count for _, count in known], dtype=np.float32)
        values = (1 + np.log(counts)) * self.weights[places]
        length = float(np.sqrt(values @ values)) or 1.0
        return places, (values / length).astype(np.float32)
