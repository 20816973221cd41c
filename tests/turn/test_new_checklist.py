"""A new checklist in the middle of a conversation: old answers decide nothing, and a yes is not forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.turn.conversations import Conversations
from tests.conversation import House, Talk, knowledge, links_of, red_flags
from tests.fake_dialogue import FakeDialogue

DANGER = "I have crushing chest pain going down my left arm"


@pytest.fixture
def renewed(talk: Talk, home: House) -> Talk:
    """Ten answers, a Yes among them; by now the checklist has another version."""
    talk.agrees()
    talk.answers_all(("eye_condition", "Yes"))
    return with_new_checklist(talk, home)


def with_new_checklist(talk: Talk, home: House) -> Talk:
    old = knowledge()
    new = replace(old, checklist=old.checklist.copy(update={"version": "next"}))
    talk.conversations = Conversations(
        home.store, FakeDialogue(new), new, red_flags(), home.settings, now=home.clock
    )
    return talk


def test_answers_to_an_older_checklist_decide_nothing(renewed: Talk) -> None:
    assert renewed.looks().screening.outcome is None


def test_the_next_message_begins_the_new_checklist(renewed: Talk) -> None:
    renewed.says("what are the risks?")
    assert (renewed.state, renewed.question, renewed.answers) == ("asking", "blood_pressure_or_heart", {})
    assert renewed.screening.checklist_version == "next"


def test_a_no_to_the_new_checklist_does_not_wash_a_yes_off(renewed: Talk) -> None:
    renewed.says("what are the risks?")
    renewed.answers_all()
    assert (renewed.outcome, renewed.answers["eye_condition"]) == ("ask_clinician", "unsure")


def test_a_link_from_the_older_checklist_is_gone(talk: Talk, home: House) -> None:
    talk.agrees()
    reference = talk.answers_all().messages[-1].links[0].url.rsplit("/", 1)[1]
    with_new_checklist(talk, home)
    assert not links_of(talk.looks())
    assert talk.conversations.visit_booking(reference).kind == "withdrawn"


def test_a_new_checklist_clears_no_red_flag(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    talk.says(DANGER)
    with_new_checklist(talk, home)
    assert talk.looks().screening.outcome == "urgent"
    talk.says("continue")
    assert (talk.state, talk.outcome, talk.screening.red_flags) == ("finished", "urgent", ("cardiac",))
    assert "technical_problem" not in talk.topics
