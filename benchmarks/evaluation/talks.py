"""Whole conversations: the scenarios under tests/scenarios, with the trained model."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from benchmarks.evaluation.measure import Result
from tests.conversation import House, Talk, house, rasa_dialogue, sqlite_file
from tests.scenarios.test_scenarios import FILES, bring, compared, scenarios, take


def conversations() -> list[Result]:
    """How many pass whole, by human behaviour; `false no` counts answers of that kind nobody gave."""
    with tempfile.TemporaryDirectory() as folder, house(sqlite_file(Path(folder)), rasa_dialogue()) as made:
        results = [_group(file, made) for file in FILES]
    every = Result("conversations", sum(r.n for r in results), sum(r.right for r in results))
    every.note = f"links that were not due: {sum(r.confused['', 'link'] for r in results)}"
    return [every, *results]


def _group(file: Path, made: House) -> Result:
    result = Result(f"conversations, {file.stem}")
    for scenario in scenarios(file):
        wrong = _differences(scenario, made)
        result.count(scenario["scenario"], "; ".join(wrong), right=not wrong)
        result.confused["", "link"] += any("link" in difference for difference in wrong)
    return result


def _differences(scenario: dict[str, Any], made: House) -> list[str]:
    talk = Talk(made.conversations)
    bring(talk, scenario.get("given", "greeting"), scenario.get("with", {}))
    remembered: dict[str, str] = {}
    for step in scenario["steps"]:
        take(talk, step, remembered, made)
        if wrong := list(compared(talk, step)):
            return wrong
    return []
