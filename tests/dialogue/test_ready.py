"""`/readyz` stands on a message that goes the whole way: what breaks on it breaks readiness."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.rasa.engine import RasaDialogue
from tests.conversation import rasa_dialogue

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]


class Broken:
    """Stands for a part of the way; anything of it that is asked for fails."""

    def __getattr__(self, name: str) -> Any:
        raise LookupError(name)


def test_a_loaded_model_is_ready() -> None:
    rasa_dialogue().check()


@pytest.mark.parametrize("part", ["_words", "_processor", "_agent"])
def test_what_breaks_on_the_way_of_a_message_is_not_ready(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = rasa_dialogue()
    assert isinstance(dialogue, RasaDialogue)
    monkeypatch.setattr(dialogue, part, Broken())
    with pytest.raises((LookupError, AttributeError)):
        dialogue.check()


def test_a_check_leaves_nothing_behind() -> None:
    dialogue = rasa_dialogue()
    assert isinstance(dialogue, RasaDialogue)
    dialogue.check()
    assert dialogue._tracker.current is None
