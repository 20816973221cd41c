"""The ear without an encoder: two linear models over words, pieces of words and what they mean, learned
when Rasa trains.

It stands in where the encoder's weights are missing. It hears less and costs nothing: a fraction of a
millisecond, no package of its own. Like any ear it only raises: a red flag to ask about, a doubt to keep.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from bot.domain.interpretation import Heard
from bot.language.lexicon.glosses import Glosses
from bot.language.lexicon.word_vectors import Floats
from bot.language.topics.features import Features
from bot.language.topics.learned_words import LearnedWords, from_names, learned, to_names
from bot.language.topics.model import Halves

ARRAYS, NAMES = "ear.npz", "ear.json"
NONE: Final = "none"
SUSPECTS: Final = 0.2
"""From this probability on a red flag is asked about (docs/adr/0019): measured on manners that were not
learned."""
ABOUT_HEALTH: Final = 0.5
SEEN: Final = 2
"""So many texts must hold a gram for it to be learned from."""
TOLD: Final = 3
LONGEST: Final = 600
"""Characters of a text that are heard from each of its two ends."""
_JOINED: Final = re.compile(r"[\u200b-\u200f\u2060\ufeff]+|(?<=\w)[._\-*|/]+(?=\w)")
_MARKS: Final = re.compile(r"[^\w\s\u0900-\u097f]+")
_LONG: Final = re.compile(r"(.)\1{2,}")
_DIGITS: Final = re.compile(r"\d+")


def plain(text: str) -> str:
    """A text in one form: small letters, no marks, no stretched letters, any number as 0."""
    if len(text) > 2 * LONGEST:
        text = f"{text[:LONGEST]} {text[-LONGEST:]}"
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _MARKS.sub(" ", _JOINED.sub(" ", text))
    return " ".join(_DIGITS.sub("0", _LONG.sub(r"\1\1", text)).split())


@dataclass(frozen=True)
class LinearEar:
    """The learned weights: of features and of meanings, a column for each of `names` (NONE among them), and
    one more for whether health is spoken of.
    """

    names: tuple[str, ...]
    words: LearnedWords
    features: Features
    weights: Halves
    meanings: Floats
    offsets: Floats

    def hear(self, text: str) -> Heard:
        """What it makes of `text`. It tells no topics."""
        words = self.words.read(plain(text))
        places, values = self.features.of(words)
        scores = values @ self.weights[places].astype(np.float32) + self.words.meant(words) @ self.meanings
        odds = _odds(scores + self.offsets)
        sure = odds[:-1] / odds[:-1].sum()
        likeliest = [
            (self.names[at], round(float(sure[at]), 4)) for at in np.argsort(-sure) if self.names[at] != NONE
        ]
        alarm, health = 1.0 - float(sure[self.names.index(NONE)]), float(odds[-1])
        return Heard(
            topics=(),
            red_flags=tuple(likeliest[:TOLD]),
            alarm=round(alarm, 4),
            health=round(health, 4),
            suspects=likeliest[0][0] if alarm >= SUSPECTS else None,
            is_about_health=health >= ABOUT_HEALTH or alarm >= ABOUT_HEALTH,
        )


def learn(
    texts: Sequence[str],
    flags: Sequence[str],
    health: Sequence[bool | None],
    glosses: Glosses,
    *,
    cost: float = 30.0,
) -> LinearEar:
    """An ear from texts, the red flag that each reports (NONE for none), and whether it speaks of health
    (None: unknown)."""
    from sklearn.linear_model import LogisticRegression

    known, features, matrix = learned([plain(text) for text in texts], glosses, seen=SEEN)
    machine = LogisticRegression(C=cost, solver="liblinear", random_state=0).fit(matrix, list(flags))
    told = [at for at, speaks in enumerate(health) if speaks is not None]
    speaking = LogisticRegression(C=cost / 3, solver="liblinear", random_state=0)
    speaking.fit(matrix[told], [bool(health[at]) for at in told])
    weights = np.concatenate([machine.coef_, speaking.coef_]).T
    size = len(features.index)
    return LinearEar(
        tuple(str(name) for name in machine.classes_),
        known,
        features,
        np.ascontiguousarray(weights[:size], dtype=np.float16),
        np.ascontiguousarray(weights[size:], dtype=np.float32),
        np.concatenate([machine.intercept_, speaking.intercept_]).astype(np.float32),
    )


def save(ear: LinearEar, folder: Path) -> None:
    """Write two plain files."""
    names = {"names": ear.names, **to_names(ear.words, ear.features)}
    (folder / NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    np.savez(
        folder / ARRAYS,
        idf=ear.features.weights,
        weights=ear.weights,
        meanings=ear.meanings,
        offsets=ear.offsets,
    )


def load(folder: Path, glosses: Glosses) -> LinearEar:
    """What `save` wrote."""
    names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    with np.load(folder / ARRAYS) as arrays:
        words, features = from_names(names, arrays["idf"], glosses)
        return LinearEar(
            tuple(names["names"]), words, features, arrays["weights"], arrays["meanings"], arrays["offsets"]
        )


def _odds(scores: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-scores))
