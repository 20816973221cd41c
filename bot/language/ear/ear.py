"""Hears a text: its topic, whether it tells of a red flag, and whether of somebody's health at all.

One pass of a small encoder over one text at a time, on one thread, so that the same text is always heard the
same. It never records an answer, makes a `no`, clears a doubt or lifts a flag: it only raises.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.interpretation import Heard
from bot.language.ear.weights import NONE, NoEar, Weights, read

BEGIN, END = 0, 2
"""The pieces before and after every text."""
WHOLE: Final = 94
"""A text of so many pieces is heard at once; a longer one through windows."""
WINDOW, STEP = 62, 54
ENDS: Final = 3
"""So many windows from the beginning are heard and from the end: long texts have a bounded cost."""
TOLD: Final = 3
"""So many topics and red flags are told of, the likeliest first."""

Floats = NDArray[np.float32]
log: Final = logging.getLogger(__name__)


class Ear:
    """The encoder with its heads, ready to hear. Loading takes a fifth of a second and 60 MB."""

    def __init__(self, weights: Weights) -> None:
        """Raises NoEar where onnxruntime or tokenizers is not installed."""
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise NoEar(f"{error.name} is not installed: install requirements/app.txt") from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._graph = onnxruntime.InferenceSession(weights.graph, options, providers=["CPUExecutionProvider"])
        self._pieces = Tokenizer.from_str(weights.pieces)
        self._topics, self._flags = weights.topics, weights.flags
        self.thresholds = weights.thresholds

    def hear(self, text: str) -> Heard:
        """What it makes of `text`; of a long one, the most alarming window tells of red flags and health."""
        heard = [self._pass(window) for window in windows(self._pieces.encode(text).ids)]
        topics = np.mean([topics for topics, _, _ in heard], axis=0)
        flags = min((flags for _, flags, _ in heard), key=lambda flags: float(flags[0]))
        health = max(health for _, _, health in heard)
        alarm = 1.0 - float(flags[0])
        likeliest = ranking(self._flags, flags, without=NONE)
        return Heard(
            topics=ranking(self._topics, topics),
            red_flags=likeliest,
            alarm=round(alarm, 4),
            health=round(health, 4),
            suspects=likeliest[0][0] if alarm >= self.thresholds.red_flag else None,
            is_about_health=health >= self.thresholds.health,
        )

    def _pass(self, pieces: Sequence[int]) -> tuple[Floats, Floats, float]:
        row = np.array([[BEGIN, *pieces, END]], dtype=np.int64)
        topics, flags, health = self._graph.run(["topics", "flags", "health"], {"pieces": row})
        return topics[0], flags[0], float(health[0, 0])


def windows(pieces: Sequence[int]) -> Iterator[Sequence[int]]:
    """The parts of a text that are heard: all of it, or a few windows that overlap at its two ends."""
    if len(pieces) <= WHOLE:
        yield pieces
        return
    starts = [*range(0, len(pieces) - WINDOW, STEP), len(pieces) - WINDOW]
    for start in starts if len(starts) <= 2 * ENDS else starts[:ENDS] + starts[-ENDS:]:
        yield pieces[start : start + WINDOW]


def ranking(names: Sequence[str], sure: Any, without: str | None = None) -> tuple[tuple[str, float], ...]:
    """The likeliest names with their probabilities."""
    order = [int(at) for at in np.argsort(-sure, kind="stable") if names[at] != without]
    return tuple((names[at], round(float(sure[at]), 4)) for at in order[:TOLD])


@lru_cache(maxsize=1)
def ear() -> Ear | None:
    """The one of this process; None, and a word in the log, where it cannot be had."""
    try:
        return Ear(read())
    except NoEar as error:
        log.debug("The encoder's ear is missing, the linear one hears: %s", error)
        return None
