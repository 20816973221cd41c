"""The stock project is made from the same knowledge, and the report says what was measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from benchmarks.performance.bars import lines
from benchmarks.performance.chart import draw
from benchmarks.performance.load import Lengths, Round
from benchmarks.performance.measure import Machine, Measured
from benchmarks.performance.report import page
from benchmarks.performance.stock_project import write_project
from benchmarks.performance.training import Cost
from benchmarks.performance.visitors import Tally
from tests.conversation import knowledge


def test_the_stock_project_asks_and_knows_the_same(tmp_path: Path) -> None:
    write_project(tmp_path, knowledge())
    domain, nlu, rules = (_read(tmp_path / name) for name in ("domain.yml", "data/nlu.yml", "data/rules.yml"))
    assert domain["forms"]["screening_form"]["required_slots"] == list(knowledge().checklist.ids)
    for question in knowledge().checklist.questions:
        assert domain["responses"][f"utter_ask_{question.id}"][0]["text"] == question.ask
    assert {item["intent"] for item in nlu["nlu"]} == set(domain["intents"])
    known = {*domain["responses"], *domain["actions"], *domain["forms"]}
    assert {step["action"] for rule in rules["rules"] for step in rule["steps"] if "action" in step} <= known
    actions = (tmp_path / "actions" / "actions.py").read_text(encoding="utf-8")
    compile(actions, "actions.py", "exec")
    assert all(f"def validate_{question}(" in actions for question in knowledge().checklist.ids)


def test_the_report_says_which_bar_does_not_hold(tmp_path: Path) -> None:
    fast, slow, stock = measured("sqlite", 0.01), measured("postgresql", 0.09), measured("stock", 0.2)
    stock.memory, stock.training, stock.start = 1_000, Cost(900, 1500), Cost(60, 40)
    held = {line.what: line.holds for line in lines(fast, stock)}
    assert all(held.values()), held
    missed = [line.what for line in lines(slow, stock) if not line.holds]
    assert len(missed) == 3, "turns a second, and both times of a turn"
    written = page(fast, slow, stock, Machine())
    assert written.count("**no**") == 3
    draw(lines(fast, stock), lines(slow, stock), tmp_path / "chart.svg")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert all(line.what in drawn for line in lines(fast, stock) if line.least)


def measured(name: str, seconds: float) -> Measured:
    """Twenty turns of the same length."""
    turns = [seconds] * 20
    return Measured(
        name,
        alone=Round(turns, talks=2, right=2, wall=20 * seconds, processor=1),
        crowd=Round(turns, talks=2, right=2, wall=20 * seconds, processor=1),
        lengths=Lengths(500, Tally(turns), Tally(turns)),
        memory=300,
        memory_of_all=400,
    )


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
