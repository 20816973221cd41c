"""Counts and the figures they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Result:
    """What one suite came to. Figures that a suite does not have stay None."""

    suite: str
    n: int = 0
    right: int = 0
    recall: float | None = None
    precision: float | None = None
    false_no: int | None = None
    note: str = ""
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def accuracy(self) -> float | None:
        """The share of rows that came out right; None where a suite counts otherwise."""
        return self.right / self.n if self.n and self.right >= 0 else None

    def count(self, expected: str, got: str, *, right: bool | None = None) -> None:
        """Count one row; `right` when several outcomes are right."""
        self.n += 1
        if right if right is not None else expected == got:
            self.right += 1
        else:
            self.confused[(expected, got)] += 1


@dataclass
class Found:
    """True and false positives and misses, for recall and precision."""

    hits: int = 0
    missed: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.false)


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def typo(text: str, seed: int) -> str:
    """`text` with one slip of the fingers: two letters swapped, one left out, or one doubled."""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if not places:
        return text
    at = places[(seed * 7919) % len(places)]
    kind = seed % 3
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :] if kind == 1 else text[:at] + text[at] + text[at:]
