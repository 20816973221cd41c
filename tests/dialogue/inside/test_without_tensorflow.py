"""What serves needs no TensorFlow, and what is left out says so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.dialogue.rasa.inside.without_tensorflow import can_be_light

ROOT = Path(__file__).parents[3]
HEAVY = ("tensorflow", "keras", "sklearn", "matplotlib", "nltk")

TALK = """
import json, sys
from bot.domain.screening import Screening
from bot.dialogue.rasa.inside.without_tensorflow import LeftOut
from tests.conversation import rasa_dialogue

dialogue = rasa_dialogue()
meant = dialogue.understand("is it safe with glaucoma?", Screening())
commands = dialogue.respond(Screening(), meant)
modules = {name.partition(".")[0] for name in sys.modules}
from rasa.graph_components.validators import default_recipe_validator as validator
used = []
for use in (validator.DIETClassifier, validator.DIETClassifier.load, validator.DIETClassifier.create):
    try:
        use({}, None, None, None)
    except LeftOut as error:
        used.append(str(error))
names = [command.name for command in commands]
print(json.dumps({"topics": meant.topics, "commands": names, "in": [*modules], "used": used}))
"""


def test_the_assistants_own_configuration_can_go_without() -> None:
    assert can_be_light(ROOT / "config.yml")


@pytest.mark.parametrize(
    "config",
    [
        "pipeline: [{name: DIETClassifier}]",
        "pipeline: [{name: rasa.nlu.classifiers.diet_classifier.DIETClassifier}]",
        "policies: [{name: RulePolicy}, {name: TEDPolicy}]",
    ],
)
def test_a_configuration_that_needs_it_gets_it(config: str, tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text(config, encoding="utf-8")
    assert not can_be_light(tmp_path / "config.yml")


@pytest.mark.model
def test_serving_goes_without_what_it_never_uses() -> None:
    """In a process of its own: others may have imported it all."""
    done = subprocess.run(
        [sys.executable, "-c", TALK], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["topics"], told["commands"]) == (["condition:eye_condition"], ["tell"])
    assert not set(HEAVY) & set(told["in"])
    assert len(told["used"]) == 3
    assert all("DIETClassifier" in error and "without_tensorflow.py" in error for error in told["used"])
