"""Meaning of words as numbers: a fixed vector for each word or piece of one, and their mean for a message.

The table in `vectors/` was distilled once from a sentence encoder (docs/adr/0003-classifier.md);
nothing is downloaded and no network runs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FOLDER: Final = Path(__file__).with_name("vectors")
INSIDE: Final = "##"
"""Before a piece that does not begin its word."""
_WORD: Final = re.compile(r"[^\W_]+")
_RARE: Final = 0.01
"""How fast a word's weight falls with how common it is among the examples."""
_COMMON: Final = 14_000
"""The first so many pieces, in the order of how common they are: the words among them are spelled right."""


class WordVectors:
    """The table, and how much each piece weighs: what stands in most examples says little."""

    def __init__(
        self, pieces: tuple[str, ...], table: NDArray[np.int8], weights: Mapping[str, float]
    ) -> None:
        self._index = {piece: at for at, piece in enumerate(pieces)}
        self._table = table
        self.weights = weights
        self.size = int(table.shape[1])
        self._word = lru_cache(maxsize=20_000)(self._sum)

    @classmethod
    def load(cls, weights: Mapping[str, float] | None = None, folder: Path = FOLDER) -> WordVectors:
        pieces = tuple((folder / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        table = np.load(folder / "vectors.npy")
        if len(pieces) != len(table):
            raise ValueError(f"{folder}: {len(pieces)} pieces and {len(table)} vectors: they must match")
        return cls(pieces, table, weights or {})

    def weighing(self, texts: Iterable[str]) -> dict[str, float]:
        """The weight of each piece, learned from normal texts."""
        seen = Counter(piece for text in texts for word in _WORD.findall(text) for piece in self.pieces(word))
        total = sum(seen.values())
        return {piece: _RARE / (_RARE + count / total) for piece, count in seen.items()}

    def of(self, text: str) -> Floats:
        """The mean of the words of a normal text, at length one; zeros when none is known."""
        words = _WORD.findall(text)
        mean = self._none()
        for word in words:
            mean = mean + self._word(word)
        length = float(np.sqrt(mean @ mean))
        return mean / np.float32(length) if length else mean

    def pieces(self, word: str) -> list[str]:
        """The longest known pieces that make up `word`; none when some part of it is unknown."""
        found: list[str] = []
        at = 0
        while at < len(word):
            prefix = INSIDE if at else ""
            ends = range(len(word), at, -1)
            end = next((end for end in ends if prefix + word[at:end] in self._index), None)
            if end is None:
                return []
            found.append(prefix + word[at:end])
            at = end
        return found

    def common_words(self) -> frozenset[str]:
        """Words so common that they are no misspelling of another."""
        return frozenset(p for p, at in self._index.items() if at < _COMMON and p.isalpha() and len(p) > 2)

    def _sum(self, word: str) -> Floats:
        pieces = self.pieces(word)
        if not pieces:
            return self._none()
        rows = self._table[[self._index[piece] for piece in pieces]].astype(np.float32)
        weights = np.array([self.weights.get(piece, 1.0) for piece in pieces], dtype=np.float32)
        return np.asarray(weights @ rows, dtype=np.float32)

    def _none(self) -> Floats:
        return np.zeros(self.size, dtype=np.float32)
