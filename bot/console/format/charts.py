"""Charts as SVG shapes: the server does the geometry, the template draws it, a table stands beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 180
LEFT: Final = 36
BOTTOM: Final = 22
ROW: Final = 28
NAMES: Final = 210


@dataclass(frozen=True)
class Block:
    """A part of a bar. `kind` is its series, which styles it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True)
class Mark:
    """A word at a place."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Blocks and marks on a sheet of this size."""

    width: int
    height: int
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    lines: tuple[float, ...] = ()


def columns(days: Sequence[str], series: Mapping[str, Sequence[int]], names: Mapping[str, str]) -> Chart:
    """One column a day, its series on top of each other."""
    totals = [sum(values[place] for values in series.values()) for place in range(len(days))]
    top = _round_up(max(totals, default=0))
    step = (WIDTH - LEFT) / max(1, len(days))
    blocks: list[Block] = []
    for place, day in enumerate(days):
        base = float(HEIGHT - BOTTOM)
        for kind, values in series.items():
            height = (HEIGHT - BOTTOM - 8) * values[place] / top
            base -= height
            if values[place]:
                title = f"{day}: {names[kind]} {values[place]}"
                blocks.append(_block(LEFT + place * step, base, step * 0.8, height, kind, title))
    every = max(1, len(days) // 8)
    marks = [Mark(LEFT + place * step, HEIGHT - 6, days[place][5:]) for place in range(0, len(days), every)]
    scale = [0, top // 2, top] if top > 1 else [0, top]
    heights = [HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 8) * value / top for value in scale]
    marks += [Mark(0, round(y, 1) + 4, str(value)) for value, y in zip(scale, heights, strict=True)]
    return Chart(WIDTH, HEIGHT, tuple(blocks), tuple(marks), tuple(round(y, 1) for y in heights))


def bars(rows: Sequence[tuple[str, str, int]]) -> Chart:
    """One bar a row: series, name and number."""
    most = max((number for _, _, number in rows), default=0) or 1
    blocks, marks = [], []
    for place, (kind, name, number) in enumerate(rows):
        y = place * ROW
        width = (WIDTH - NAMES - 60) * number / most
        blocks.append(_block(NAMES, y + 5, max(width, 1), ROW - 10, kind, f"{name}: {number}"))
        marks += [Mark(0, y + 19, name), Mark(round(NAMES + width + 8, 1), y + 19, str(number))]
    return Chart(WIDTH, max(ROW, len(rows) * ROW), tuple(blocks), tuple(marks))


def _block(x: float, y: float, width: float, height: float, kind: str, title: str) -> Block:
    return Block(round(x, 1), round(y, 1), round(width, 1), round(height, 1), kind, title)


def _round_up(number: int) -> int:
    """The next number that reads well on a scale."""
    size = 1
    while True:
        for step in (1, 2, 4, 5, 10):
            if step * size >= number:
                return max(step * size, 1)
        size *= 10
