"""The classifier itself: spelling put right, then one linear model over words, pieces and meaning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.language.lexicon.word_vectors import Floats, WordVectors
from bot.language.text.spelling import Spelling
from bot.language.topics.features import Features

ARRAYS, NAMES = "model.npz", "model.json"
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Guess:
    """The labels of one message, best first, and how far the best of ours is ahead of out-of-scope."""

    ranking: tuple[tuple[str, float], ...]
    lead: float


class Model:
    """Learned weights. `words` are those that a misspelling may stand for."""

    def __init__(
        self,
        labels: Sequence[str],
        words: Sequence[str],
        features: Features,
        vectors: WordVectors,
        sharpness: float,
    ) -> None:
        self.labels, self.words, self.features, self.vectors = tuple(labels), tuple(words), features, vectors
        self.sharpness = sharpness
        self.weights: Floats = np.zeros((len(features.index), len(labels)), np.float32)
        self.meanings: Floats = np.zeros((vectors.size, len(labels)), np.float32)
        self.offsets: Floats = np.zeros(len(labels), np.float32)
        spelling = Spelling(words, vectors.common_words(), {})
        self._spelled = lru_cache(maxsize=20_000)(lambda word: " ".join(spelling.words(word)[0]))

    def spelled(self, text: str) -> str:
        """A normal text with its misspelt words as the nearest known ones."""
        return " ".join(self._spelled(word) for word in text.split())

    def guess(self, text: str) -> Guess:
        """Rank the labels for a normal text."""
        read = self.spelled(text)
        places, values = self.features.of(read)
        meant = np.einsum("i,ij->j", self.vectors.of(read), self.meanings)
        scores = np.einsum("i,ij->j", values, self.weights[places]) + meant + self.offsets
        odds = np.exp(self.sharpness * (scores - scores.max()))
        odds /= odds.sum()
        best = np.argsort(-odds)
        ranking = tuple((self.labels[at], float(odds[at])) for at in best[:5])
        ours = next(at for at in best if self.labels[at] != OUT_OF_SCOPE)
        lead = float(scores[ours] - scores[self.labels.index(OUT_OF_SCOPE)])
        return Guess(ranking, lead)


def learn(texts: Sequence[str], labels: Sequence[str], *, cost: float, sharpness: float) -> Model:
    """A model from normal texts and the label of each."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.svm import LinearSVC

    words = _words(texts)
    plain = WordVectors.load()
    spelled = Model([], words, Features({}, np.zeros(0, np.float32)), plain, sharpness).spelled
    read = [spelled(text) for text in texts]
    features = Features.learn(read)
    vectors = WordVectors.load(plain.weighing(read))
    meanings = csr_matrix(np.array([vectors.of(text) for text in read]))
    matrix = hstack([features.matrix(read), meanings]).tocsr()
    machine = LinearSVC(C=cost, random_state=0).fit(matrix, list(labels))
    model = Model([str(label) for label in machine.classes_], words, features, vectors, sharpness)
    coefficients = np.ascontiguousarray(machine.coef_.T, dtype=np.float32)
    model.weights, model.meanings = coefficients[: len(features.index)], coefficients[len(features.index) :]
    model.offsets = machine.intercept_.astype(np.float32)
    return model


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
    arrays = {"weights": model.weights, "meanings": model.meanings, "offsets": model.offsets}
    np.savez(folder / ARRAYS, idf=model.features.weights, **arrays)


def load(folder: Path) -> Model:
    """What `save` wrote."""
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    with np.load(folder / ARRAYS) as arrays:
        features = Features({gram: at for at, gram in enumerate(names["grams"])}, arrays["idf"])
        vectors = WordVectors.load(names["weighing"])
        model = Model(names["labels"], names["words"], features, vectors, names["sharpness"])
        model.weights, model.meanings = arrays["weights"], arrays["meanings"]
        model.offsets = arrays["offsets"]
    return model
