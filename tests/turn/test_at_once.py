"""Short answers that were sent at once, before the next question was seen: one counts (contract, rule 2)."""

from __future__ import annotations

from uuid import uuid4

from bot.domain.messages import IncomingMessage
from tests.conversation import House, Talk


def says_at(talk: Talk, text: str, moment: object) -> None:
    talk._hear(IncomingMessage(str(uuid4()), text=text, arrived=moment))  # type: ignore[arg-type]


def test_of_ten_noes_at_once_one_counts(home: House, talk: Talk) -> None:
    talk.agrees()
    moment = home.clock()
    for _ in range(10):
        says_at(talk, "no", moment)
    assert list(talk.answers) == ["blood_pressure_or_heart"]
    assert talk.outcome is None


def test_a_short_answer_after_each_question_counts(home: House, talk: Talk) -> None:
    talk.agrees()
    for _ in range(10):
        says_at(talk, "no", home.clock())
    assert talk.outcome == "eligible"


def test_what_was_sent_before_the_first_question_answers_none(home: House, talk: Talk) -> None:
    talk.chooses("Start")
    moment = home.clock()
    talk.chooses("Agree")
    says_at(talk, "no", moment)
    assert talk.answers == {}
