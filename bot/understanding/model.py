"""The classifier itself: a linear model over the features, and the nearest training sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.understanding.features import Features, Floats

ARRAYS, NAMES = "model.npz", "model.json"


@dataclass(frozen=True)
class Guess:
    """The labels of one message, best first, and how near the nearest training sentence is (0 to 1)."""

    ranking: tuple[tuple[str, float], ...]
    nearest: float

    @property
    def label(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]


@dataclass(frozen=True)
class Model:
    """Learned weights. `examples` are the training sentences as columns of features."""

    labels: tuple[str, ...]
    features: Features
    weights: Floats
    offsets: Floats
    examples: csr_matrix
    sharpness: float

    @classmethod
    def learn(cls, texts: Sequence[str], labels: Sequence[str], *, cost: float, sharpness: float) -> Model:
        """From normal texts and the label of each."""
        from sklearn.svm import LinearSVC

        features = Features.learn(texts)
        matrix = features.matrix(texts)
        machine = LinearSVC(C=cost, random_state=0).fit(matrix, list(labels))
        return cls(
            tuple(str(label) for label in machine.classes_),
            features,
            np.ascontiguousarray(machine.coef_.T, dtype=np.float32),
            machine.intercept_.astype(np.float32),
            matrix.T.tocsr(),
            sharpness,
        )

    def guess(self, text: str) -> Guess:
        """Rank the labels for a normal text."""
        places, values = self.features.of(text)
        scores = values @ self.weights[places] + self.offsets
        odds = np.exp(self.sharpness * (scores - scores.max()))
        odds /= odds.sum()
        best = np.argsort(-odds)[:5]
        return Guess(tuple((self.labels[i], float(odds[i])) for i in best), self._nearest(places, values))

    def _nearest(self, places: np.ndarray, values: Floats) -> float:
        if not len(places):
            return 0.0
        alike = np.zeros(self.examples.shape[1], dtype=np.float32)
        starts, columns, data = self.examples.indptr, self.examples.indices, self.examples.data
        for place, value in zip(places, values, strict=True):
            span = slice(starts[place], starts[place + 1])
            alike[columns[span]] += value * data[span]
        return float(alike.max()) / 2

    def save(self, folder: Path) -> None:
        """Write two plain files."""
        names = {"labels": self.labels, "grams": list(self.features.index), "sharpness": self.sharpness}
        (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez(
            folder / ARRAYS,
            idf=self.features.weights,
            weights=self.weights,
            offsets=self.offsets,
            data=self.examples.data,
            indices=self.examples.indices,
            indptr=self.examples.indptr,
            shape=np.array(self.examples.shape),
        )

    @classmethod
    def load(cls, folder: Path) -> Model:
        """What `save` wrote."""
        names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS) as arrays:
            examples = csr_matrix(
                (arrays["data"], arrays["indices"], arrays["indptr"]), shape=tuple(arrays["shape"])
            )
            features = Features({gram: at for at, gram in enumerate(names["grams"])}, arrays["idf"])
            return cls(
                tuple(names["labels"]), features, arrays["weights"], arrays["offsets"], examples, names["sharpness"]
            )
