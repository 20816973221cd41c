"""The classifier itself: one spelling, then one linear model over words, pieces and meaning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.language.lexicon.glosses import Glosses
from bot.language.lexicon.word_vectors import Floats, WordVectors
from bot.language.text.english import english_words
from bot.language.text.latin import latin
from bot.language.text.spelling import Spelling
from bot.language.topics.features import Features, Word, Words

ARRAYS, NAMES = "model.npz", "model.json"
OUT_OF_SCOPE = "out_of_scope"
Halves = NDArray[np.float16]
"""Half as exact as single floats, which changes no label and halves the memory."""


class Ranked(NamedTuple):
    """A label that is possible for a message."""

    label: str
    confidence: float
    """0 to 1; those of all labels come to 1."""
    lead: float
    """How far it is ahead of out-of-scope, in the scores of the linear model."""


class Model:
    """Learned weights. `words` are those that a misspelling may stand for."""

    def __init__(
        self,
        labels: Sequence[str],
        words: Sequence[str],
        features: Features,
        vectors: WordVectors,
        glosses: Glosses,
        sharpness: float,
    ) -> None:
        self.labels, self.words, self.features, self.vectors = tuple(labels), tuple(words), features, vectors
        self.sharpness = sharpness
        self.weights: Halves = np.zeros((len(features.index), len(labels)), np.float16)
        self.meanings: Floats = np.zeros((vectors.size, len(labels)), np.float32)
        self.offsets: Floats = np.zeros(len(labels), np.float32)
        english = vectors.common_words()
        self._vocabulary = english_words().union(words)
        spelling = Spelling(words, english, {})
        self._spelled = lru_cache(maxsize=20_000)(lambda word: " ".join(spelling.words(latin(word))[0]))
        self._words = Words(glosses, english)

    def read(self, text: str) -> list[Word]:
        """The words of a normal text: in Latin letters, misspelt ones as the nearest known ones."""
        return self._words.of(" ".join(self._spelled(word) for word in text.split()))

    def known(self, text: str) -> float:
        """The share of a normal text's words that are known, misspelt or not; 1.0 where it has none."""
        words = [word for word in map(self._spelled, text.split()) if any(map(str.isalpha, word))]
        return sum(map(self._is_known, words)) / len(words) if words else 1.0

    def _is_known(self, spelled: str) -> bool:
        return all(word in self._vocabulary for word in spelled.split())

    def guess(self, text: str) -> tuple[Ranked, ...]:
        """All labels for a normal text, best first."""
        words = self.read(text)
        places, values = self.features.of(words)
        meant = np.einsum("i,ij->j", self.vectors.of(_meaning(words)), self.meanings)
        scores = np.einsum("i,ij->j", values, self.weights[places].astype(np.float32)) + meant + self.offsets
        odds = np.exp(self.sharpness * (scores - scores.max()))
        odds /= odds.sum()
        leads = scores - scores[self.labels.index(OUT_OF_SCOPE)]
        return tuple(Ranked(self.labels[at], float(odds[at]), float(leads[at])) for at in np.argsort(-scores))


def learn(
    texts: Sequence[str], labels: Sequence[str], glosses: Glosses, *, cost: float, sharpness: float
) -> Model:
    """A model from normal texts and the label of each."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.svm import LinearSVC

    known = _words([" ".join(map(latin, text.split())) for text in texts])
    plain = WordVectors.load()
    reader = Model([], known, Features({}, np.zeros(0, np.float32)), plain, glosses, sharpness)
    read = [reader.read(text) for text in texts]
    features = Features.learn(read)
    vectors = WordVectors.load(plain.weighing(map(_meaning, read)))
    meanings = csr_matrix(np.array([vectors.of(_meaning(words)) for words in read]))
    matrix = hstack([features.matrix(read), meanings]).tocsr()
    machine = LinearSVC(C=cost, random_state=0).fit(matrix, list(labels))
    model = Model([str(label) for label in machine.classes_], known, features, vectors, glosses, sharpness)
    model.weights = np.ascontiguousarray(machine.coef_.T[: len(features.index)], dtype=np.float16)
    model.meanings = np.ascontiguousarray(machine.coef_.T[len(features.index) :], dtype=np.float32)
    model.offsets = machine.intercept_.astype(np.float32)
    return model


def _meaning(words: Sequence[Word]) -> str:
    """The text in English, as far as it is known."""
    return " ".join(meant for word in words for meant in word.meaning)


def _words(texts: Sequence[str]) -> list[str]:
    """What stands in more than one example, so not a misspelling itself."""
    seen = Counter(word for text in texts for word in set(text.split()))
    return sorted(word for word, count in seen.items() if count > 1 or len(word) < 5)


def save(model: Model, folder: Path) -> None:
    """Write two plain files."""
    names = {
        "labels": model.labels,
        "words": model.words,
        "grams": list(model.features.index),
        "weighing": model.vectors.weights,
        "sharpness": model.sharpness,
    }
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    np.savez(
        folder / ARRAYS,
        idf=model.features.weights,
        weights=model.weights,
        meanings=model.meanings,
        offsets=model.offsets,
    )


def load(folder: Path, glosses: Glosses) -> Model:
    """What `save` wrote."""
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    with np.load(folder / ARRAYS) as arrays:
        features = Features({gram: at for at, gram in enumerate(names["grams"])}, arrays["idf"])
        vectors = WordVectors.load(names["weighing"])
        model = Model(names["labels"], names["words"], features, vectors, glosses, names["sharpness"])
        model.weights, model.meanings = arrays["weights"], arrays["meanings"]
        model.offsets = arrays["offsets"]
    return model
