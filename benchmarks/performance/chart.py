"""The chart of docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.performance.bars import Line

INK, OURS, OTHER, MARK = "#22303c", "#1b6e8c", "#8fb8c9", "#b3401f"


def draw(sqlite: Sequence[Line], postgresql: Sequence[Line], file: Path) -> None:
    """How many times better than stock, on a scale of powers of ten, with a mark where the bar is."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "heads-up", "svg.fonttype": "none", "text.color": INK})
    from matplotlib import pyplot

    known = {line.what: line.better for line in postgresql}
    shown = [(line.what, line.better, line.least) for line in sqlite if line.better and line.least][::-1]
    figure, axes = pyplot.subplots(figsize=(8, 0.62 * len(shown) + 1.1))
    for place, (what, better, least) in enumerate(shown):
        other = known.get(what)
        axes.barh(place + 0.18, better, 0.34, color=OURS, label=_once("SQLite", place))
        if other:
            axes.barh(
                place - 0.18, other, 0.34, color=OTHER, label=_once("PostgreSQL", place, len(shown) - 1)
            )
        axes.plot([least] * 2, [place - 0.4, place + 0.4], color=MARK, label=_once("must be", place))
        axes.text(better * 1.05, place + 0.18, f"{better:.1f} ×", va="center", fontsize=9)
    axes.set_xscale("log")
    axes.set_xlim(1, max(better for _, better, _ in shown) * 2)
    axes.set_yticks(range(len(shown)), [what for what, _, _ in shown])
    axes.set_xlabel("times better than stock Rasa")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)


def _once(name: str, place: int, at: int = 0) -> str:
    """The legend names each kind once."""
    return name if place == at else f"_{name}"
