"""The table of phase and intent has no gap, and every mistake in it is named before Rasa trains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.content.knowledge import KnowledgeError
from bot.dialogue.rasa.rule_table import RuleTable, read_table
from bot.domain.interpretation import INTENTS
from bot.domain.names import FORM

FILE = Path(__file__).parents[2] / "data/dialogue/phases.yml"
WHOLE = """
form: screening_form
form_phase: asking
form_done: conclude
phases:   [consent, asking,    paused]
intents:
  affirm: [agree,   form,      resume]
  topic:  [tell,    tell+form, tell]
  stop:   [pause,   pause,     pause]
"""
PHASES = ("consent", "asking", "paused")
SAID = ("affirm", "topic", "stop")
ACTIONS = ("action_agree", "action_conclude", "action_pause", "action_resume", "action_tell")


@pytest.fixture
def table_of(tmp_path: Path) -> Callable[[str], RuleTable]:
    """Reads a table from a text."""

    def read(text: str) -> RuleTable:
        (tmp_path / "phases.yml").write_text(text, encoding="utf-8")
        return read_table(tmp_path / "phases.yml")

    return read


def rules_of(table: RuleTable) -> dict[str, Any]:
    return {rule["rule"]: rule for rule in table.rules()}


def test_the_assistants_own_table_has_a_row_for_every_intent_that_can_be_understood() -> None:
    table = read_table(FILE)
    assert set(table.cells) == set(INTENTS)
    assert table.form == FORM


def test_a_cell_outside_the_form_is_one_action(table_of: Callable[[str], RuleTable]) -> None:
    assert rules_of(table_of(WHOLE))["consent: affirm"] == {
        "rule": "consent: affirm",
        "condition": [{"active_loop": None}, {"slot_was_set": [{"phase": "consent"}]}],
        "steps": [{"intent": "affirm"}, {"action": "action_agree"}],
        "wait_for_user_input": False,
    }


def test_an_aside_puts_the_same_question_again(table_of: Callable[[str], RuleTable]) -> None:
    assert rules_of(table_of(WHOLE))["asking: topic"]["steps"] == [
        {"intent": "topic"},
        {"action": "action_tell"},
        {"action": "screening_form"},
        {"active_loop": "screening_form"},
    ]


def test_what_is_no_aside_leaves_the_form(table_of: Callable[[str], RuleTable]) -> None:
    assert rules_of(table_of(WHOLE))["asking: stop"]["steps"] == [
        {"intent": "stop"},
        {"action": "action_pause"},
    ]
    assert rules_of(table_of(WHOLE))["after action_pause"]["condition"] == [{"active_loop": None}]


def test_after_an_action_outside_the_form_a_question_that_is_due_is_asked(
    table_of: Callable[[str], RuleTable],
) -> None:
    rule = rules_of(table_of(WHOLE))["after action_agree, a question is due"]
    assert rule["condition"] == [{"active_loop": None}, {"slot_was_set": [{"phase": "asking"}]}]
    assert {"action": "screening_form"} in rule["steps"]


def test_what_the_form_takes_has_no_rule(table_of: Callable[[str], RuleTable]) -> None:
    assert "asking: affirm" not in rules_of(table_of(WHOLE))


MISTAKES = {
    "a gap": ("tell+form, tell]", "tell+form]", "topic"),
    "a cell too many": ("resume]", "resume, resume]", "affirm"),
    "an empty cell": ("tell+form,", "~,", "topic"),
    "an action without its name": ("tell+form,", "+form,", "topic, asking"),
    "the form outside its phase": ("[agree, ", "[form, ", "affirm, consent"),
    "the form before an action": ("tell+form", "form+tell", "topic, asking"),
    "a phase twice": ("[consent, asking,    paused]", "[consent, asking, asking]", "phases"),
    "an unknown phase of the form": ("form_phase: asking", "form_phase: askin", "form_phase"),
    "an unknown name": ("form_done:", "form_dome:", "form_done"),
    "an intent twice": ("  stop: ", "  topic:", "line"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place(mistake: str, table_of: Callable[[str], RuleTable]) -> None:
    right, wrong, item = MISTAKES[mistake]
    assert right in WHOLE
    with pytest.raises(KnowledgeError, match=r"^phases\.yml: ") as refused:
        table_of(WHOLE.replace(right, wrong))
    assert item in str(refused.value)


def test_a_table_that_fits_the_domain_is_taken(table_of: Callable[[str], RuleTable]) -> None:
    table_of(WHOLE).check(PHASES, SAID, ACTIONS)


@pytest.mark.parametrize(
    ("phases", "intents", "actions", "named"),
    [
        ((*PHASES, "doubt"), SAID, ACTIONS, "doubt"),
        (PHASES[:-1], SAID, ACTIONS, "paused"),
        (PHASES, (*SAID, "language"), ACTIONS, "language"),
        (PHASES, SAID[:-1], ACTIONS, "stop"),
        (PHASES, SAID, ACTIONS[:-1], "action_tell"),
        (PHASES, SAID, ("action_tell", *ACTIONS[2:]), "action_agree"),
    ],
)
def test_what_domain_and_table_do_not_share_is_named(
    phases: tuple[str, ...],
    intents: tuple[str, ...],
    actions: tuple[str, ...],
    named: str,
    table_of: Callable[[str], RuleTable],
) -> None:
    with pytest.raises(KnowledgeError) as refused:
        table_of(WHOLE).check(phases, intents, actions)
    assert refused.value.item == named
    assert "domain.yml" in refused.value.remedy
