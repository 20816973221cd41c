"""`python -m benchmarks.faults [rows]`: the long tests under faults, and docs/faults.md of what was run."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.faults import report
from benchmarks.faults.rows import ROWS


def main() -> int:
    """Run the rows that are named, or all, each in turn. 1 when a bar was missed."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("rows", nargs="*", help=f"which of {', '.join(ROWS)}; all without one")
    wanted = parser.parse_args().rows or list(ROWS)
    if unknown := [name for name in wanted if name not in ROWS]:
        parser.error(f"no such row: {', '.join(unknown)}")
    missed = 0
    for name in wanted:
        began = time.monotonic()
        _say(name, "begins")
        lines = ROWS[name](partial(_say, name))
        report.keep(name, lines, time.monotonic() - began)
        for line in lines:
            _say(name, f"{'passed' if line.passed else 'MISSED'}: {line.done}: {line.measured}")
        missed += sum(not line.passed for line in lines)
    Path(report.PAGE).write_text(report.page(list(ROWS)), encoding="utf-8")
    return 1 if missed else 0


def _say(name: str, text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {name}: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
