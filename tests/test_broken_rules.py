"""The list of deliberately broken safety rules fits the code; `make mutation` tries each of them."""

from __future__ import annotations

import ast

import pytest

from benchmarks.broken_rules import ROOT, Breakage, breakages

SAFETY_RULES = set(range(1, 10))


@pytest.mark.parametrize("breakage", breakages(), ids=lambda breakage: breakage.broken)
def test_a_broken_rule_can_be_made_and_is_still_python(breakage: Breakage) -> None:
    whole = (ROOT / breakage.file).read_text(encoding="utf-8")
    broken = breakage.made_in(whole)
    assert ast.dump(ast.parse(broken)) != ast.dump(ast.parse(whole))


def test_every_safety_rule_is_broken_and_each_breakage_has_a_name_of_its_own() -> None:
    every = breakages()
    assert {breakage.rule for breakage in every} == SAFETY_RULES
    assert len({breakage.broken for breakage in every}) == len(every)
