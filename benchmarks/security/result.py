"""What one part of the report comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Result:
    """Cases that were tried, what came back, and what should not have."""

    name: str
    cases: int = 0
    seconds: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        """Take in what another worker found."""
        self.cases += other.cases
        self.statuses += other.statuses
        self.faults += other.faults
