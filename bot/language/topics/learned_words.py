"""Reads the words of a message as a learned model sees them: misspelt ones as the known ones that they are
nearest to, in Latin letters, with their sounds and their meaning in English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.language.lexicon.glosses import Glosses
from bot.language.lexicon.word_vectors import Floats, WordVectors
from bot.language.text.english import english_words
from bot.language.text.latin import latin
from bot.language.text.spelling import Spelling
from bot.language.topics.features import Features, Word, Words


class LearnedWords:
    """The words of the examples that a model was learned from. `words` are those that a misspelling may
    stand for.
    """

    def __init__(self, words: Sequence[str], vectors: WordVectors, glosses: Glosses) -> None:
        self.words, self.vectors = tuple(words), vectors
        english = vectors.common_words()
        spelling = Spelling(self.words, english, {})
        self._vocabulary = english_words().union(self.words)
        self._spelled = lru_cache(maxsize=20_000)(lambda word: " ".join(spelling.words(latin(word))[0]))
        self._words = Words(glosses, english)

    @classmethod
    def of(cls, texts: Sequence[str], glosses: Glosses) -> LearnedWords:
        """From the normal texts of examples, which also say how much each word weighs."""
        plain = WordVectors.load()
        known = _known([" ".join(map(latin, text.split())) for text in texts])
        reader = cls(known, plain, glosses)
        weighing = plain.weighing(meaning(reader.read(text)) for text in texts)
        return cls(known, WordVectors.load(weighing), glosses)

    def read(self, text: str) -> list[Word]:
        """The words of a normal text."""
        return self._words.of(" ".join(self._spelled(word) for word in text.split()))

    def meant(self, words: Sequence[Word]) -> Floats:
        """The mean of what the words mean."""
        return self.vectors.of(meaning(words))

    def known(self, text: str) -> float:
        """The share of a normal text's words that are known, misspelt or not; 1.0 where it has none."""
        words = [word for word in map(self._spelled, text.split()) if any(map(str.isalpha, word))]
        return sum(map(self._is_known, words)) / len(words) if words else 1.0

    def _is_known(self, spelled: str) -> bool:
        return all(word in self._vocabulary for word in spelled.split())


def learned(
    texts: Sequence[str], glosses: Glosses, *, seen: int = 1
) -> tuple[LearnedWords, Features, csr_matrix]:
    """The words and features of normal texts, and a row for each text: its features, then its meaning."""
    words = LearnedWords.of(texts, glosses)
    read = [words.read(text) for text in texts]
    features = Features.learn(read, seen=seen)
    meant = csr_matrix(np.array([words.meant(each) for each in read]))
    return words, features, hstack([features.matrix(read), meant]).tocsr()


def to_names(words: LearnedWords, features: Features) -> dict[str, Any]:
    """Both as plain JSON values, but for the weights of the features."""
    return {"words": words.words, "grams": list(features.index), "weighing": words.vectors.weights}


def from_names(names: Mapping[str, Any], weights: Floats, glosses: Glosses) -> tuple[LearnedWords, Features]:
    """What `to_names` wrote, with the weights of the features."""
    words = LearnedWords(names["words"], WordVectors.load(names["weighing"]), glosses)
    return words, Features({gram: at for at, gram in enumerate(names["grams"])}, weights)


def meaning(words: Sequence[Word]) -> str:
    """The text in English, as far as it is known."""
    return " ".join(meant for word in words for meant in word.meaning)


def _known(texts: Sequence[str]) -> list[str]:
    """What stands in more than one example, so not a misspelling itself."""
    seen = Counter(word for text in texts for word in set(text.split()))
    return sorted(word for word, count in seen.items() if count > 1 or len(word) < 5)
