"""What each row came to the last time, kept in results/, and the page that is made of it."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from benchmarks.faults.row import Line

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ROOT / "results" / "faults"
PAGE: Final = ROOT / "docs" / "faults.md"
INTRODUCTION: Final = Path(__file__).with_name("introduction.md")


def keep(row: str, lines: Sequence[Line], seconds: float) -> None:
    """Remember what a row came to; rows can be run alone and are put together by `page`."""
    KEPT.mkdir(parents=True, exist_ok=True)
    told = {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M"),
        "seconds": round(seconds),
        "load": round(os.getloadavg()[1], 1),
        "python": platform.python_version(),
        "lines": [asdict(line) for line in lines],
    }
    (KEPT / f"{row}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def page(rows: Sequence[str]) -> str:
    """docs/faults.md of all rows that were run."""
    kept = {row: _kept(row) for row in rows}
    lines = [
        INTRODUCTION.read_text(encoding="utf-8"),
        "| row | what was done | bar | measured | |",
        "|---|---|---|---|---|",
    ]
    for row, told in kept.items():
        if told is None:
            lines.append(f"| `{row}` | | | not run yet | |")
            continue
        lines += [_line(row, line) for line in told["lines"]]
    lines += [
        "",
        "## When and how",
        "",
        "| row | command | on (UTC) | took | load |",
        "|---|---|---|---|---|",
    ]
    for row, told in kept.items():
        if told is not None:
            command, minutes = f'`make faults ROWS="{row}"`', told["seconds"] / 60
            lines.append(f"| `{row}` | {command} | {told['date']} | {minutes:.1f} min | {told['load']} |")
    lines += [
        "",
        f"Two cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL 16.",
        "",
    ]
    return "\n".join(lines)


def _line(row: str, line: dict[str, Any]) -> str:
    came = "passed" if line["passed"] else f"**missed**: {line['why'] or 'see the figures'}"
    return f"| `{row}` | {line['done']} | {line['bar']} | {line['measured']} | {came} |"


def _kept(row: str) -> dict[str, Any] | None:
    file = KEPT / f"{row}.json"
    if not file.exists():
        return None
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
