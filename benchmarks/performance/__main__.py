"""`python -m benchmarks.performance`: ours against stock Rasa, one table, docs/performance.md."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from benchmarks.performance.bars import lines
from benchmarks.performance.chart import draw
from benchmarks.performance.measure import Machine, measure
from benchmarks.performance.report import CHART, page, table

ROOT: Final = Path(__file__).parents[2]


def main() -> int:
    """Measure, print the tables, write the page and its chart; 1 where a bar does not hold."""
    folder, docs, machine = ROOT / "results" / "performance", ROOT / "docs", Machine()
    folder.mkdir(parents=True, exist_ok=True)
    sqlite, postgresql, stock = measure(folder, machine)
    found = {one.name: lines(one, stock) for one in (sqlite, postgresql)}
    for name, each in found.items():
        print(f"\n{name}\n{table(each)}")
    draw(found["sqlite"], found["postgresql"], docs / CHART)
    (docs / "performance.md").write_text(page(sqlite, postgresql, stock, machine), encoding="utf-8")
    return 0 if all(line.holds for each in found.values() for line in each) else 1


if __name__ == "__main__":
    sys.exit(main())
