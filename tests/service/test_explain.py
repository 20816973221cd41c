"""`explain` tells the steps of reading a text, and what answers it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.dialogue.rasa.training import NotTrained
from bot.service.command_line import cli
from tests.conversation import rasa_dialogue


@pytest.mark.model
@pytest.mark.xdist_group("model")
def test_the_steps_say_what_was_read_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        dialogue = rasa_dialogue()
    except NotTrained as reason:
        pytest.skip(str(reason))
    monkeypatch.setattr("bot.service.explain.load_dialogue", lambda settings, readers: dialogue)
    shown = CliRunner().invoke(cli, ["explain", "my mother has glaucoma", "--asked", "eye_condition"])
    assert shown.exit_code == 0, shown.output
    assert "'glaucoma': eye_condition, example, other_person, of your mother" in shown.output
    for step in ("words", "red flags", "ear", "wishes", "doubtful", "answer", "command", "says"):
        assert f"\n{step} " in f"\n{shown.output}"
