"""After thoughts of self-harm every later message leads with the helpline, kindly and shortly."""

from __future__ import annotations

import pytest

from tests.conversation import Talk, knowledge

SAD = "i want to kill myself"


@pytest.mark.parametrize(
    "text",
    ["what are the risks?", "delete my data", "my data", "is this chat private", "continue", "ok", "hello"],
)
def test_every_later_message_leads_with_the_helpline(talk: Talk, text: str) -> None:
    talk.says(SAD)
    talk.says(text)
    first = talk.reply.messages[0].text.split("\n\n")[0]
    assert knowledge().clinic.crisis_line in first
    assert knowledge().clinic.emergency_number in first


@pytest.mark.parametrize("text", [SAD, "ok", "continue", "start over", "what are the risks?"])
def test_nothing_is_said_of_a_closed_check(talk: Talk, text: str) -> None:
    talk.agrees()
    talk.says(SAD)
    wording = knowledge().wording
    if text != SAD:
        talk.says(text)
    told = "\n".join(message.text for message in talk.reply.messages)
    for name in ("urgent_still", "outcome_urgent", "outcome_urgent_today"):
        assert wording[name] not in told


def test_a_second_danger_comes_before_the_helpline(talk: Talk) -> None:
    talk.says(SAD)
    talk.says("i have chest pain and cannot breathe")
    assert talk.topics[0] == "emergency:cardiac"
