"""The tracker made from a screening chooses what Rasa's own replay of all events would choose.

No event of Rasa's is stored, so this must hold for every message at any point of a conversation.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.rasa.rule_table import read_table
from bot.domain.interpretation import INTENTS, Interpretation
from bot.turn.record import carry_out
from tests.conversation import knowledge
from tests.dialogue.replay import Replay, conversation, in_phase

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]

CONVERSATIONS = 20
PHASES = read_table(Path(__file__).parents[2] / "data/dialogue/phases.yml").phases


@pytest.mark.parametrize("seed", range(CONVERSATIONS))
def test_the_screening_chooses_what_the_full_replay_chooses(seed: int) -> None:
    replay = Replay()
    for screening, interpretation, ran in conversation(seed):
        replayed = replay.on_all_events(screening, interpretation)
        assert ran.actions == replayed.actions, (interpretation, screening.phase, screening.question)
        assert ran.actions[-1] == "action_listen"
        assert "action_no_rule" not in ran.actions, (interpretation, screening)


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("phase", PHASES)
def test_every_message_has_a_rule_in_every_phase(phase: str, intent: str) -> None:
    screening = in_phase(phase)
    assert screening.phase == phase
    heard = Interpretation(text="it is so", intent=intent)  # type: ignore[arg-type]
    ran = Replay().on_the_screening(screening, heard)
    assert "action_no_rule" not in ran.actions
    assert carry_out(ran.commands, screening, knowledge()).utterances
