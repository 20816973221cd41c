"""How much is tried: a part in `make test`, all of it in `make security`."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

FORGERIES: Final = int(os.environ.get("HEADS_UP_FORGERIES", "100"))
"""Forged names of each kind."""
TEXTS: Final = int(os.environ.get("HEADS_UP_HOSTILE_TEXTS", "10"))
"""Hostile texts of each kind in each place."""


def some(of: Sequence[T]) -> list[T]:
    """As many of these as are to be tried, always the same ones."""
    return random.Random(1).sample(of, min(TEXTS, len(of)))
