"""The table, and the page that keeps it."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime, timezone

from benchmarks.evaluation.measure import Result

HEAD = "| suite | n | accuracy | recall | precision | false no | note |\n|---|---|---|---|---|---|---|"


def table(results: Sequence[Result]) -> str:
    """One Markdown table, a line a suite."""
    return "\n".join([HEAD, *(_line(result) for result in results)])


def page(results: Sequence[Result], speed: str) -> str:
    """docs/evaluation.md."""
    today = datetime.now(timezone.utc).date().isoformat()
    lines = [
        "# How well messages are understood",
        "",
        f"Written by `make evaluate` on {today}, Python {platform.python_version()}. The utterances under",
        "`tests/` were written apart from the training examples, and none of them is among those. Their",
        "failures were looked at in the writing; those of the [first looks](first-looks.md) were not.",
        '`make evaluate FILES="a.jsonl b.jsonl"` measures other files; their rows may hold `text` and',
        "`label`, `question`, `answer` and `label` or `labels`, `asked`, `text` and `right`, `text`, `kind`",
        "and `topics`, or `text` alone.",
        "",
        table(results),
        "",
        f"Speed: {speed}.",
        "",
        "## Most confused",
        "",
        *_confused(results),
        "",
    ]
    return "\n".join(lines)


def _line(result: Result) -> str:
    false_no = "" if result.false_no is None else str(result.false_no)
    figures = [
        _share(result.accuracy),
        _share(result.recall),
        _share(result.precision),
        false_no,
        result.note,
    ]
    return f"| {result.suite} | {result.n} | {' | '.join(figures)} |"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _confused(results: Sequence[Result]) -> list[str]:
    lines = []
    for result in results:
        worst = ", ".join(f"{want} → {got} ({n})" for (want, got), n in result.confused.most_common(5))
        if worst and ", " not in result.suite:
            lines.append(f"- {result.suite}: {worst}")
    return lines
