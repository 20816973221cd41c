"""What Rasa trains on besides its own files is whole, and Rasa finds nothing wrong with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from bot.content.knowledge import KnowledgeError
from bot.dialogue.rasa.rule_table import read_table
from bot.domain.interpretation import INTENTS
from tests.conversation import knowledge, rasa_dialogue

ROOT = Path(__file__).parents[2]
TABLE = "data/dialogue/phases.yml"

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]


def importer_of(project: Path) -> Any:
    """What Rasa makes of the importers that the project's config.yml names."""
    rasa_dialogue()  # imports Rasa quietly
    from rasa.shared.importers.importer import TrainingDataImporter

    return TrainingDataImporter.load_from_config(
        str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")]
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The assistant's Rasa project, to be changed."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "data/dialogue", tmp_path / "data/dialogue")
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_cell_of_the_table_is_a_rule_of_rasas(project: Path) -> None:
    table = read_table(ROOT / TABLE)
    rules = {step.block_name for step in importer_of(project).get_stories().story_steps}
    cells = {
        f"{phase}: {intent}"
        for intent, row in table.cells.items()
        for phase, actions in row.items()
        if actions != ("form",)
    }
    assert cells <= rules
    assert len(rules) == len(cells) + 2 * len(table.actions) + 1


def test_the_questions_are_slots_entities_and_prompts_of_the_domain(project: Path) -> None:
    domain, questions = importer_of(project).get_domain(), knowledge().checklist.ids
    assert set(questions) <= {slot.name for slot in domain.slots}
    assert set(questions) <= set(domain.entities)
    assert domain.required_slots_for_form("screening_form") == list(questions)
    assert {f"utter_ask_{question}" for question in questions} <= set(domain.responses)
    assert set(INTENTS) <= set(domain.intents)


@pytest.mark.parametrize(
    ("file", "old", "new", "item"),
    [
        ("domain.yml", "not_started,", "not_started, sulking,", "sulking"),
        ("domain.yml", "[affirm,", "[affirm, sing,", "sing"),
        ("domain.yml", "action_agree, ", "", "action_agree"),
        (TABLE, "  why:  ", "  whyy: ", "why"),
        (TABLE, "  why:  ", "  back: ", "back"),
        (TABLE, "agree, ", "agrees,", "action_agrees"),
    ],
)
def test_what_the_table_and_the_domain_do_not_share_is_refused(
    file: str, old: str, new: str, item: str, project: Path
) -> None:
    change(project / file, old, new)
    with pytest.raises(KnowledgeError) as refused:
        importer_of(project).get_stories()
    assert refused.value.item == item


def test_rasa_has_nothing_to_say_against_the_data() -> None:
    """As `rasa data validate` asks, for what is whole and for what contradicts itself."""
    importer = importer_of(ROOT)
    from rasa.validator import Validator

    with warnings.catch_warnings(record=True) as said:
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        validator = Validator.from_importer(importer)
        assert validator.verify_domain_validity()
        assert validator.verify_nlu(ignore_warnings=False)
        assert validator.verify_story_structure(ignore_warnings=False)
        assert validator.verify_forms_in_stories_rules()
        assert validator.verify_actions_in_stories_rules()
        assert validator.verify_form_slots()
        assert validator.verify_slot_mappings()
    assert [str(warning.message) for warning in said] == []


@pytest.mark.slow
def test_the_conversations_of_the_stories_go_as_they_are_written(tmp_path: Path) -> None:
    """As `make rasa-test` asks: what is typed is understood so, and Rasa chooses so."""
    options = ["--e2e", "--no-plot", "--fail-on-prediction-errors", "--stories", "tests/stories"]
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "test", "core", *options, "--out", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
