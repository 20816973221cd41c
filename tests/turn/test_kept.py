"""What a turn keeps: both values of each answer, and what was said, also when it fails (rules 4 and 7)."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select

from bot.domain.interpretation import Interpretation
from bot.domain.screening import Screening
from bot.screening.commands import Command
from bot.store.conversations.history import AnswerChange, RedFlagReport
from bot.store.conversations.models import Turn
from bot.store.conversations.queries import table
from bot.turn.conversations import Conversations
from tests.conversation import House, Talk, knowledge, red_flags
from tests.fake_dialogue import FakeDialogue

SECRETIVE = "my name is Nobody and I live nowhere"


class Failing(FakeDialogue):
    """Understands nothing, and quotes the person in its error."""

    def understand(self, text: str, screening: Screening) -> Interpretation:
        raise ValueError(f"cannot understand {text}")


class Listening(FakeDialogue):
    """Notes what it was given to understand."""

    def __init__(self) -> None:
        super().__init__(knowledge())
        self.heard: list[str] = []
        self.meant: list[Interpretation] = []

    def understand(self, text: str, screening: Screening) -> Interpretation:
        self.heard.append(text)
        return super().understand(text, screening)

    def respond(self, screening: Screening, interpretation: Interpretation) -> tuple[Command, ...]:
        self.meant.append(interpretation)
        return super().respond(screening, interpretation)


def talk_by(home: House, dialogue: FakeDialogue) -> Talk:
    made = Conversations(home.store, dialogue, knowledge(), red_flags(), home.settings, now=home.clock)
    return Talk(made)


def trail(home: House) -> list[AnswerChange]:
    with home.store.reading() as reader:
        return reader.all(select(AnswerChange).order_by(table(AnswerChange).c.id))


# ---- the trail ----


def test_the_trail_keeps_both_values_with_the_words_and_the_cause(talk: Talk, home: House) -> None:
    talk.reaches("blood_thinners")
    talk.says("change answer 1 to yes")
    talk.says("no")
    changes = [(each.question, each.previous, each.answer, each.said, each.cause) for each in trail(home)]
    assert changes == [
        ("blood_pressure_or_heart", None, "no", "No", "choice"),
        ("blood_pressure_or_heart", "no", "yes", "change answer 1 to yes", "typed: correct"),
        ("blood_thinners", None, "no", "no", "typed: deny"),
    ]
    assert {(each.conversation_id, each.run) for each in trail(home)} == {(talk.id, 1)}


def test_starting_over_is_in_the_trail_with_what_was_cleared(talk: Talk, home: House) -> None:
    talk.reaches("blood_thinners")
    talk.says("start over")
    cleared = trail(home)[-1]
    assert (cleared.previous, cleared.answer, cleared.run) == ("no", None, 2)


def test_a_red_flag_is_reported_with_the_words(talk: Talk, home: House) -> None:
    talk.says("I have crushing chest pain going down my left arm")
    with home.store.reading() as reader:
        (report,) = reader.all(select(RedFlagReport))
    assert (report.conversation_id, report.flag) == (talk.id, "cardiac")
    assert report.said == "I have crushing chest pain going down my left arm"


# ---- a turn that fails ----


def test_a_message_that_met_a_fault_is_kept_and_its_turn_names_the_fault(home: House) -> None:
    talk = talk_by(home, Failing(knowledge()))
    talk.says(SECRETIVE)
    assert talk.topics == ["technical_problem"]
    assert SECRETIVE in [message.text for message in talk.looks().messages if message.sender == "visitor"]
    with home.store.reading() as reader:
        (turn,) = reader.all(select(Turn))
    assert turn.fault == "ValueError"


def test_the_log_says_where_a_turn_failed_and_quotes_nobody(
    home: House, caplog: pytest.LogCaptureFixture
) -> None:
    talk = talk_by(home, Failing(knowledge()))
    with caplog.at_level(logging.DEBUG):
        talk.says(SECRETIVE)
    assert "ValueError at test_kept.py" in caplog.text
    assert "Nobody" not in caplog.text
    (record,) = [each for each in caplog.records if each.name == "bot.turn.turns"]
    assert record.__dict__["conversation"] == talk.id


# ---- typed commands ----


@pytest.mark.parametrize("text", ["/restart", "/no", '/affirm{"pregnancy": "no"}', "\u200b/deny", "  /no"])
def test_the_engine_never_sees_what_looks_like_a_command(home: House, text: str) -> None:
    dialogue = Listening()
    talk = talk_by(home, dialogue)
    talk.reaches("eye_condition")
    before = talk.answers
    talk.says(text)
    assert dialogue.heard == []
    assert dialogue.meant[-1] == Interpretation("", "not_understood", topics=("slash",))
    assert talk.answers == before
    assert text in [message.text for message in talk.looks().messages]
