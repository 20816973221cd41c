"""Rasa's own classifier in the place of ours: trained as docs/development.md tells, it answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
OURS = "bot.dialogue.rasa.classifier.KindAndTopicClassifier"
INTENTS, EXAMPLES = ("affirm", "deny", "start_check", "topic"), 10
"""A little of the training data: enough to tell a yes from a no, and quick."""

TRAIN_AND_TALK = """
import json
from pathlib import Path
from bot.dialogue.rasa.logging import be_quiet
be_quiet()
from rasa.model_training import train
model = train(domain="domain.yml", config="config.yml", training_files=["data"], output="models").model
from bot.dialogue.rasa.engine import RasaDialogue
from bot.domain.screening import Screening
dialogue, asked = RasaDialogue(Path(model)), Screening(state="consent")
told = {}
for text in ("yes", "no", "qwrt zxcv plk"):
    meant = dialogue.understand(text, asked)
    told[text] = [meant.intent, [command.name for command in dialogue.respond(asked, meant)]]
print(json.dumps(told))
"""


def swapped(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration with the components that the documentation names."""
    guide = (ROOT / "docs/development.md").read_text(encoding="utf-8")
    [named] = re.findall(r"```yaml\n(  - name: WhitespaceTokenizer\n.*?)```", guide, re.DOTALL)
    components = yaml.safe_load(named)
    for component in components:
        if component["name"] == "DIETClassifier":
            component["epochs"] = 40
    kept = [component for component in config["pipeline"] if component["name"] != OURS]
    assert len(kept) == len(config["pipeline"]) - 1
    return {**config, "pipeline": [*components, *kept]}


def few_examples(examples: Path) -> dict[str, Any]:
    """A little of the training data, as Rasa's YAML has it."""
    few: dict[str, list[str]] = {}
    for file in sorted(examples.glob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            kept = few.setdefault(entry["intent"], [])
            kept += entry["examples"].splitlines()[: EXAMPLES - len(kept)]
    listed = [{"intent": intent, "examples": "\n".join(few[intent])} for intent in INTENTS]
    return {"version": "3.1", "nlu": listed}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The assistant's Rasa project with another classifier and little data."""
    shutil.copy(ROOT / "domain.yml", tmp_path)
    shutil.copytree(ROOT / "data/dialogue", tmp_path / "data/dialogue")
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    (tmp_path / "config.yml").write_text(yaml.safe_dump(swapped(config)), encoding="utf-8")
    (tmp_path / "data/nlu.yml").write_text(yaml.safe_dump(few_examples(ROOT / "data/nlu")), encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_rasas_own_classifier_works_in_the_place_of_ours(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRAIN_AND_TALK],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["yes"] == ["affirm", ["agree", "ask"]]
    assert told["no"] == ["deny", ["refuse"]]
    assert told["qwrt zxcv plk"][1]
