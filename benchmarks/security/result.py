"""What one part of the report comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

WANTED: Final = "503 wanted"
"""The service was too busy to begin in time, said so, and said when to come again; nothing was processed."""
BUSY: Final = ("urn:heads-up:busy", "urn:heads-up:not_stored")


def status_of(status: int, headers: Mapping[str, str], problem: Any) -> str:
    """What is counted for an answer."""
    busy = status == 503 and isinstance(problem, Mapping) and problem.get("type") in BUSY
    return WANTED if busy and "retry-after" in {name.lower() for name in headers} else str(status)


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
