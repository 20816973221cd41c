"""The classifier itself: one spelling, then one linear model over words, pieces and meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.language.lexicon.glosses import Glosses
from bot.language.lexicon.word_vectors import Floats
from bot.language.topics.features import Features
from bot.language.topics.learned_words import LearnedWords, from_names, learned, to_names

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
    """Learned weights."""

    def __init__(
        self, labels: Sequence[str], words: LearnedWords, features: Features, sharpness: float
    ) -> None:
        self.labels, self.words, self.features, self.sharpness = tuple(labels), words, features, sharpness
        self.weights: Halves = np.zeros((len(features.index), len(labels)), np.float16)
        self.meanings: Floats = np.zeros((words.vectors.size, len(labels)), np.float32)
        self.offsets: Floats = np.zeros(len(labels), np.float32)

    def guess(self, text: str) -> tuple[Ranked, ...]:
        """All labels for a normal text, best first."""
        words = self.words.read(text)
        places, values = self.features.of(words)
        meant = np.einsum("i,ij->j", self.words.meant(words), self.meanings)
        scores = np.einsum("i,ij->j", values, self.weights[places].astype(np.float32)) + meant + self.offsets
        odds = np.exp(self.sharpness * (scores - scores.max()))
        odds /= odds.sum()
        leads = scores - scores[self.labels.index(OUT_OF_SCOPE)]
        return tuple(Ranked(self.labels[at], float(odds[at]), float(leads[at])) for at in np.argsort(-scores))


def learn(
    texts: Sequence[str], labels: Sequence[str], glosses: Glosses, *, cost: float, sharpness: float
) -> Model:
    """A model from normal texts and the label of each."""
    from sklearn.svm import LinearSVC

    known, features, matrix = learned(texts, glosses)
    machine = LinearSVC(C=cost, random_state=0).fit(matrix, list(labels))
    model = Model([str(label) for label in machine.classes_], known, features, sharpness)
    model.weights = np.ascontiguousarray(machine.coef_.T[: len(features.index)], dtype=np.float16)
    model.meanings = np.ascontiguousarray(machine.coef_.T[len(features.index) :], dtype=np.float32)
    model.offsets = machine.intercept_.astype(np.float32)
    return model


def save(model: Model, folder: Path) -> None:
    """Write two plain files."""
    names = {
        "labels": model.labels,
        **to_names(model.words, model.features),
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
        words, features = from_names(names, arrays["idf"], glosses)
        model = Model(names["labels"], words, features, names["sharpness"])
        model.weights, model.meanings = arrays["weights"], arrays["meanings"]
        model.offsets = arrays["offsets"]
    return model
