"""What the person had seen when they typed: `after` (contract, section 4)."""

from __future__ import annotations

import pytest

from bot.domain.errors import NeverOffered
from tests.conversation import House, Talk, links_of


def test_a_short_answer_belongs_to_the_question_that_was_seen(talk: Talk) -> None:
    talk.reaches("eye_condition")
    seen = talk.reply.messages[-1].id
    talk.chooses("No")
    assert talk.question == "cerebral_disorder"
    talk.says("yes", after=seen)
    assert talk.answers["eye_condition"] == "yes"
    assert "cerebral_disorder" not in talk.answers


def test_having_seen_the_newest_message_a_short_answer_is_about_what_is_asked_now(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("stop")
    talk.says("no", after=talk.reply.messages[-1].id)
    assert (talk.state, talk.question) == ("asking", "eye_condition")
    assert "eye_condition" not in talk.answers, "after a pause, a bare no resumes first"


def test_after_a_pause_a_bare_answer_resumes_first_whichever_asking_was_seen(talk: Talk) -> None:
    talk.reaches("eye_condition")
    first = talk.reply.messages[-1].id
    talk.says("why do you ask?")
    talk.says("stop")
    talk.says("no", after=first)
    assert (talk.state, talk.question) == ("asking", "eye_condition")
    assert "eye_condition" not in talk.answers


@pytest.mark.parametrize(("typed", "answer"), [("yes", "yes"), ("not sure", "unsure"), ("no", "no")])
def test_a_short_answer_to_the_last_question_belongs_to_it_where_the_outcome_was_not_seen(
    talk: Talk, typed: str, answer: str
) -> None:
    talk.reaches("obesity")
    seen = talk.reply.messages[-1].id
    talk.chooses("No")
    assert talk.links
    talk.says(typed, after=seen)
    assert talk.answers["obesity"] == answer
    assert bool(links_of(talk.looks())) == (answer == "no")


def test_a_bare_yes_to_the_outcome_changes_no_answer(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says("yes", after=talk.reply.messages[-1].id)
    assert talk.answers["obesity"] == "no"
    assert talk.outcome == "eligible"


def test_who_had_seen_no_question_answers_none(talk: Talk) -> None:
    greeting = talk.shown[0].id
    talk.reaches("eye_condition")
    talk.says("no", after=greeting)
    assert "eye_condition" not in talk.answers
    assert talk.question == "eye_condition"


def test_what_was_seen_must_be_a_bot_message_of_this_conversation(talk: Talk, home: House) -> None:
    talk.says("stop", id="mine")
    for after in ("mine", "nothing", Talk(home.conversations).shown[0].id):
        with pytest.raises(NeverOffered):
            talk.says("no", after=after)


def test_who_had_seen_the_outcome_answers_no_question_of_before_it(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    seen = talk.reply.messages[-1].id
    talk.says("start over")
    talk.says("no", after=seen)
    assert talk.answers == {}
