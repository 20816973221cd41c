"""`python -m benchmarks.evaluation [files]`: every suite, one table, docs/evaluation.md."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from benchmarks.evaluation.assistant import Assistant
from benchmarks.evaluation.measure import Result, percentile
from benchmarks.evaluation.report import page, table
from benchmarks.evaluation.suites import Row, suite_for
from benchmarks.evaluation.talks import conversations
from bot.settings import read_settings

ROOT = Path(__file__).parents[2]
OWN = (
    "tests/language/answers/data/readings.jsonl",
    "tests/language/red_flags/data/red_flags.jsonl",
    "tests/language/topics/data/topics.jsonl",
    "tests/language/topics/data/two_questions.jsonl",
    "tests/language/topics/data/out_of_scope.jsonl",
)


def main() -> int:
    """Measure, print the table, and write it down when only our own suites were measured."""
    parser = argparse.ArgumentParser(prog="make evaluate")
    parser.add_argument(
        "files", nargs="*", type=Path, help="other JSON-lines files to measure besides our own"
    )
    given = parser.parse_args().files
    assistant = Assistant(read_settings(os.environ))
    results: list[Result] = []
    for path in [*(ROOT / name for name in OWN), *given]:
        results += measured(path, assistant)
    results += conversations()
    count, median, slow = len(assistant.seconds), _ms(assistant, 0.5), _ms(assistant, 0.95)
    speed = f"{count} messages: median {median}, p95 {slow} a message"
    print(table(results))
    print(speed)
    if not given:
        (ROOT / "docs" / "evaluation.md").write_text(page(results, speed), encoding="utf-8")
    return 0


def measured(path: Path, assistant: Assistant) -> list[Result]:
    """Measure one file. Raises ValueError that names the file and the line."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: not JSON: {error}") from None
    return suite_for(rows[0])(path.stem, rows, assistant) if rows else []


def _ms(assistant: Assistant, share: float) -> str:
    return f"{percentile(assistant.seconds, share) * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
