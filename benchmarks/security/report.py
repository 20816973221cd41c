"""docs/security.md: what was tried, and what came of it. Its words are in report.md."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from string import Template
from typing import Final

from benchmarks.security.result import Result

WORDS: Final = Path(__file__).with_name("report.md")
HEAD: Final = "| what | cases | faults | seconds |\n|---|---|---|---|"
WELL: Final = (
    "Afterwards it is the same process, `/healthz` answers at once, a screening comes to its outcome, and\n"
    "the service has logged no error."
)


def table(results: Sequence[Result]) -> str:
    """One line for each part."""
    lines = [
        f"| {result.name} | {result.cases:,} | {len(result.faults)} | {result.seconds:.0f} |"
        for result in results
    ]
    return "\n".join([HEAD, *lines])


def page(
    fuzzed: Sequence[Result],
    afterwards: Sequence[str],
    attacks: Sequence[Result],
    packages: str,
    commands: Sequence[str],
) -> str:
    """The whole page."""
    return Template(WORDS.read_text(encoding="utf-8")).substitute(
        now=datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        python=platform.python_version(),
        machine=platform.machine(),
        commands="\n".join(commands),
        cases=f"{sum(result.cases for result in fuzzed):,}",
        fuzzed=table(fuzzed),
        statuses="\n".join(f"- {result.name}: {_statuses(result)}" for result in fuzzed),
        afterwards="\n".join(["Afterwards:", "", *(f"- {fault}" for fault in afterwards)])
        if afterwards
        else WELL,
        attacks=table(attacks),
        faults=_faults([*fuzzed, *attacks]),
        packages=packages,
    )


def _statuses(result: Result) -> str:
    return ", ".join(f"{status} × {count:,}" for status, count in sorted(result.statuses.items()))


def _faults(results: Sequence[Result]) -> str:
    found = [f"- {result.name}: {fault}" for result in results for fault in result.faults[:20]]
    return "\n".join(["What should not have been:", "", *found, ""]) if found else ""
