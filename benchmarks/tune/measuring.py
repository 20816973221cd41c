"""How well the ear hears manners that it never learned from, and the thresholds that follow.

Everything is heard by the ear as it is served: in whole numbers, one text at a time.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.tune.examples import Example
from bot.domain.interpretation import Heard
from bot.language.ear.ear import Ear
from bot.language.ear.weights import Thresholds

SILENT: Final = 0.03
"""The most texts that must not raise a flag and are asked about all the same."""
UNRELATED: Final = 0.005
"""The most of other people's queries, of other trades, that are asked about."""
RECALL: Final = 0.97
"""The fewest statements about health that are heard as such."""

Right = Callable[[Example, Heard], bool]


@dataclass(frozen=True)
class Told:
    """Examples and what was heard in them."""

    pairs: Sequence[tuple[Example, Heard]]

    def which(self, test: Callable[[Example], object]) -> Told:
        return Told([(one, heard) for one, heard in self.pairs if test(one)])

    def scores(self, score: Callable[[Heard], float]) -> list[float]:
        return [score(heard) for _, heard in self.pairs]

    def share(self, right: Right) -> str:
        hits = sum(right(one, heard) for one, heard in self.pairs)
        return f"{hits / len(self.pairs):.3f} of {len(self.pairs)}" if self.pairs else "none"

    def by(self, parts: Callable[[Example], Iterable[str]], right: Right) -> str:
        """The share of all, and of each part."""
        names = sorted({name for one, _ in self.pairs for name in parts(one)})
        each = (f"{name} {self.of(name, parts).share(right)}" for name in names)
        return f"{self.share(right)}: " + ", ".join(each)

    def of(self, name: str, parts: Callable[[Example], Iterable[str]]) -> Told:
        return self.which(lambda one: name in parts(one))


def listen(ear: Ear, examples: Sequence[Example]) -> Told:
    return Told([(example, ear.hear(example.text)) for example in examples])


def strangers(paths: Iterable[Path]) -> list[Example]:
    """Queries of other trades, a row with `text` each: nothing in them is for this assistant."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [Example(json.loads(line)["text"], "strangers", flags=(), health=False) for line in lines]


def thresholds(told: Told, unrelated: Told) -> Thresholds:
    """The lowest that keep within `SILENT` and `UNRELATED`, and the highest that keeps `RECALL`."""
    limits = [lowest(told.which(is_silent).scores(lambda heard: heard.alarm), SILENT)]
    if unrelated.pairs:
        limits.append(lowest(unrelated.scores(lambda heard: heard.alarm), UNRELATED))
    health = sorted(told.which(lambda one: one.health is True).scores(lambda heard: heard.health))
    return Thresholds(max(limits), math.floor(1000 * health[int(len(health) * (1 - RECALL))]) / 1000)


def lowest(scores: Sequence[float], share: float) -> float:
    """A threshold that no more than `share` of the scores reach."""
    ordered = sorted(scores, reverse=True)
    return math.floor(1000 * ordered[int(len(ordered) * share)] + 1) / 1000


def is_silent(example: Example) -> bool:
    """Whether it was written to raise no flag."""
    return example.flags == () and "red_flags" in example.source


def report(told: Told, unrelated: Told, limits: Thresholds) -> str:
    """The figures as a page."""

    def asked(_: Example, heard: Heard) -> bool:
        return heard.alarm >= limits.red_flag

    def named(example: Example, heard: Heard) -> bool:
        return asked(example, heard) and heard.red_flags[0][0] in (example.flags or ())

    def opened(_: Example, heard: Heard) -> bool:
        return heard.health >= limits.health

    def topical(example: Example, heard: Heard) -> bool:
        return heard.topics[0][0] in (example.topics or ())

    alarming, silent = told.which(lambda one: one.flags), told.which(is_silent)
    healthy = told.which(lambda one: one.health is True)
    other = told.which(lambda one: one.health is False)
    topics = told.which(lambda one: one.topics and "first" in one.source)
    rows = {
        "Thresholds": f"red flag {limits.red_flag}, health {limits.health}",
        "Red flags found": alarming.by(language, asked),
        "Red flags found, by flag": alarming.by(lambda one: one.flags or (), asked),
        "Red flags found and named rightly": alarming.by(language, named),
        "False alarms on texts that must stay silent": silent.by(language, asked),
        "False alarms, by kind": silent.by(lambda one: (one.kind,), asked),
        "False alarms on queries of other trades": unrelated.share(asked),
        "Topics": topics.by(language, topical),
        "Health heard in statements": healthy.by(language, opened),
        "Health heard where there is none": other.by(language, opened),
        "Health heard in queries of other trades": unrelated.share(opened),
        "Queries of other trades heard as out of scope": unrelated.share(
            lambda _, heard: heard.topics[0][0] == "out_of_scope"
        ),
    }
    return "\n".join(f"{name}: {figures}" for name, figures in rows.items())


def language(example: Example) -> tuple[str, ...]:
    return (example.lang,)


def cost(ear: Ear, texts: Sequence[str]) -> str:
    """Milliseconds of processor time a text."""
    spent = []
    for text in texts:
        start = time.process_time()
        ear.hear(text)
        spent.append(1000 * (time.process_time() - start))
    long = (" ".join(texts))[:2000]
    start = time.process_time()
    ear.hear(long)
    longest = 1000 * (time.process_time() - start)
    p95 = float(np.quantile(spent, 0.95))
    return f"{statistics.median(spent):.1f} ms a text, p95 {p95:.1f} ms, 2,000 signs {longest:.1f} ms"
