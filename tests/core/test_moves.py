"""The moves: which are allowed when, whatever chooses them."""

from __future__ import annotations

import pytest

from bot.core.knowledge import Knowledge
from bot.core.moves import MOVES, BadMove, Move, from_json, make, to_json
from bot.core.names import QUESTIONS
from bot.core.saying import Saying
from bot.core.screening import Screening, Told
from tests.core.screenings import EYES, HEART, asking, finished

HARMLESS = {"tell", "why", "say", "know", "erase_ask", "erase_keep", "erase", "still_urgent"}


@pytest.mark.parametrize("name", sorted(set(MOVES) - HARMLESS))
def test_after_a_red_flag_nothing_goes_on_whatever_is_chosen(knowledge: Knowledge, name: str) -> None:
    here = finished().but(red_flags=("cardiac",))
    with pytest.raises(BadMove, match="red flag"):
        make(Move(name, question=EYES, answer="no"), here, knowledge)


@pytest.mark.parametrize("name", sorted(HARMLESS - {"erase"}))
def test_what_is_allowed_after_a_red_flag_leaves_it_there(knowledge: Knowledge, name: str) -> None:
    here = finished().but(red_flags=("cardiac",))
    topic = "medical" if name == "say" else "cost"
    after, said = make(Move(name, question=EYES, topic=topic), here, knowledge)
    assert (after.red_flags, after.state, after.answers) == (("cardiac",), "finished", here.answers)
    assert said


def test_a_move_that_nobody_knows_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(BadMove, match="no such move: dance"):
        make(Move("dance"), Screening(), knowledge)


@pytest.mark.parametrize("name", ["record", "correct", "remember", "why", "ask"])
def test_a_question_that_the_checklist_does_not_hold_is_refused(knowledge: Knowledge, name: str) -> None:
    with pytest.raises(BadMove, match="no question astigmatism"):
        make(Move(name, question="astigmatism", answer="no"), asking(EYES), knowledge)


# ---- recording ----


def test_no_answer_is_recorded_before_consent(knowledge: Knowledge) -> None:
    with pytest.raises(BadMove, match="before consent"):
        make(Move("record", question=HEART, answer="no"), Screening(state="consent"), knowledge)


@pytest.mark.parametrize("move", [Move("record", question=EYES), Move("record", answer="no")])
def test_recording_needs_a_question_and_an_answer(knowledge: Knowledge, move: Move) -> None:
    with pytest.raises(BadMove, match="needs"):
        make(move, asking(EYES), knowledge)


def test_what_is_recorded_is_what_the_move_says(knowledge: Knowledge) -> None:
    after, _ = make(Move("record", question=EYES, answer="no", said="never"), asking(EYES), knowledge)
    assert (after.answers[EYES], after.said[EYES]) == ("no", "never")


# ---- asking and ending ----


def test_no_question_is_asked_before_consent(knowledge: Knowledge) -> None:
    with pytest.raises(BadMove, match="before consent"):
        make(Move("ask"), Screening(state="consent"), knowledge)


def test_only_the_question_that_is_due_is_asked(knowledge: Knowledge) -> None:
    after, _ = make(Move("ask", question=EYES), asking(EYES), knowledge)
    assert after.question == EYES
    with pytest.raises(BadMove, match="not the question that is due"):
        make(Move("ask", question=HEART), asking(EYES), knowledge)


@pytest.mark.parametrize("here", [asking(QUESTIONS[-1]), Screening(), finished().but(run=0)])
def test_nothing_ends_with_a_question_open_or_before_consent(knowledge: Knowledge, here: Screening) -> None:
    with pytest.raises(BadMove, match="open"):
        make(Move("conclude"), here, knowledge)


def test_the_end_is_told_with_a_summary_and_again_without_one(knowledge: Knowledge) -> None:
    assert [s.topic for s in make(Move("conclude"), finished(), knowledge)[1]] == ["summary", "outcome"]
    again = make(Move("conclude", topic="again"), finished(), knowledge)[1]
    assert [said.topic for said in again] == ["outcome"]


# ---- the others do what they are called ----


def test_the_other_part_is_noted_and_an_unclear_reply_forgotten(knowledge: Knowledge) -> None:
    after, said = make(Move("part", part="eye_infection"), asking(EYES, unclear=1), knowledge)
    assert (after, said) == (asking(EYES, part="eye_infection"), ())


def test_each_move_hands_on_what_it_carries(knowledge: Knowledge) -> None:
    here, consent = asking(EYES), Screening(state="consent")
    made = make(Move("correct", question=HEART, answer="yes", said="I do"), here, knowledge)[0]
    assert (made.answers[HEART], made.said[HEART]) == ("yes", "I do")
    told = make(Move("remember", question=EYES, said="glaucoma"), here, knowledge)[0].told
    assert told == {EYES: Told("yes", "glaucoma")}
    assert make(Move("unclear"), here, knowledge)[0].unclear == 1
    assert make(Move("request_consent"), Screening(), knowledge)[1][0].wording == "consent"
    again = make(Move("request_consent", topic="again"), Screening(), knowledge)[1]
    assert again[0].wording == "consent_again"
    assert make(Move("agree"), consent, knowledge)[0].state == "asking"
    assert make(Move("refuse"), consent, knowledge)[1][0].wording == "consent_refused"
    assert make(Move("refuse", topic="under_age"), consent, knowledge)[1][0].wording == "under_age"
    assert make(Move("pause"), here, knowledge)[0].state == "paused"
    assert make(Move("resume"), here.but(state="paused"), knowledge)[0].state == "asking"
    assert make(Move("start_over"), here, knowledge)[0].answers == {}
    waiting = make(Move("proxy", subject="your mother"), here, knowledge)[0]
    assert waiting.candidate == "your mother"
    assert make(Move("whose", answer="yes"), waiting, knowledge)[0].answers == here.answers
    assert make(Move("whose", answer="no"), waiting, knowledge)[0].answers == {}
    assert make(Move("erase_ask"), here, knowledge)[0].waiting_for == "erase"
    assert make(Move("erase_keep"), here.but(waiting_for="erase"), knowledge)[0] == here
    assert make(Move("erase"), here, knowledge) == (Screening(), (Saying("my_data", "erased"),))
    assert make(Move("tell", topic="cost"), here, knowledge)[1][0].topic == "cost"
    assert make(Move("why", question=EYES), here, knowledge)[1][0].topic == f"why_asked:{EYES}"
    assert make(Move("say", topic="slash"), here, knowledge)[1][0].wording == "slash_text"
    assert make(Move("know"), here, knowledge)[1][0].wording == "know"
    assert make(Move("which"), here, knowledge)[1][0].wording == "correct_which"


def test_a_move_survives_being_stored() -> None:
    move = Move("record", EYES, "no", "never", "topic", "eye_infection", "your mother")
    assert from_json(to_json(move)) == move
    assert to_json(Move("ask")) == {"name": "ask"}
