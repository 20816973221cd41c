"""The commands: which are allowed when, whatever chooses them."""

from __future__ import annotations

import pytest

from bot.content.knowledge import Knowledge
from bot.domain.names import QUESTIONS
from bot.domain.screening import PossibleFlag, Screening, ToldCondition
from bot.screening.commands import COMMANDS, BadCommand, Command, from_json, make, to_json
from bot.screening.saying import Saying
from tests.screening.screenings import EYES, HEART, THINNERS, asking, finished

HARMLESS = {"tell", "why", "say", "know", "erase_ask", "erase_keep", "erase", "still_urgent", "what_next"}
REMEMBERED = {"leave_unheard", "note", "under_age"}


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - HARMLESS - REMEMBERED))
def test_after_a_red_flag_nothing_goes_on_whatever_is_chosen(knowledge: Knowledge, name: str) -> None:
    here = finished().but(red_flags=("cardiac",))
    with pytest.raises(BadCommand, match="red flag"):
        make(Command(name, question=EYES, answer="no"), here, knowledge)


@pytest.mark.parametrize(
    ("name", "kept"), [("leave_unheard", "unheard"), ("note", "noted"), ("under_age", "age_said")]
)
def test_after_a_red_flag_what_keeps_a_link_away_is_remembered_and_nothing_else(
    knowledge: Knowledge, name: str, kept: str
) -> None:
    here = finished().but(red_flags=("cardiac",))
    after, said = make(Command(name, said="class 9"), here, knowledge)
    assert said == ()
    assert "class 9" in getattr(after, kept)
    assert after.but(**{kept: getattr(here, kept)}) == here


@pytest.mark.parametrize("name", sorted(HARMLESS - {"erase"}))
def test_what_is_allowed_after_a_red_flag_leaves_it_there(knowledge: Knowledge, name: str) -> None:
    here = finished().but(red_flags=("cardiac",))
    topic = "medical" if name == "say" else "cost"
    after, said = make(Command(name, question=EYES, topic=topic), here, knowledge)
    assert (after.red_flags, after.state, after.answers) == (("cardiac",), "finished", here.answers)
    assert said


def test_a_command_that_nobody_knows_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(BadCommand, match="no such command: dance"):
        make(Command("dance"), Screening(), knowledge)


@pytest.mark.parametrize("name", ["record", "correct", "remember", "why", "ask"])
def test_a_question_that_the_checklist_does_not_hold_is_refused(knowledge: Knowledge, name: str) -> None:
    with pytest.raises(BadCommand, match="no question astigmatism"):
        make(Command(name, question="astigmatism", answer="no"), asking(EYES), knowledge)


# ---- recording ----


def test_no_answer_is_recorded_before_consent(knowledge: Knowledge) -> None:
    with pytest.raises(BadCommand, match="before consent"):
        make(Command("record", question=HEART, answer="no"), Screening(state="consent"), knowledge)


@pytest.mark.parametrize("command", [Command("record", question=EYES), Command("record", answer="no")])
def test_recording_needs_a_question_and_an_answer(knowledge: Knowledge, command: Command) -> None:
    with pytest.raises(BadCommand, match="needs"):
        make(command, asking(EYES), knowledge)


def test_what_is_recorded_is_what_the_command_says(knowledge: Knowledge) -> None:
    after, _ = make(Command("record", question=EYES, answer="no", said="never"), asking(EYES), knowledge)
    assert (after.answers[EYES], after.said[EYES]) == ("no", "never")


# ---- asking and ending ----


def test_no_question_is_asked_before_consent(knowledge: Knowledge) -> None:
    with pytest.raises(BadCommand, match="before consent"):
        make(Command("ask"), Screening(state="consent"), knowledge)


def test_only_the_question_that_is_due_is_asked(knowledge: Knowledge) -> None:
    after, _ = make(Command("ask", question=EYES), asking(EYES), knowledge)
    assert after.question == EYES
    with pytest.raises(BadCommand, match="not the question that is due"):
        make(Command("ask", question=HEART), asking(EYES), knowledge)


@pytest.mark.parametrize("here", [asking(QUESTIONS[-1]), Screening(), finished().but(run=0)])
def test_nothing_ends_with_a_question_open_or_before_consent(knowledge: Knowledge, here: Screening) -> None:
    with pytest.raises(BadCommand, match="open"):
        make(Command("conclude"), here, knowledge)


def test_the_end_is_told_with_a_summary_and_again_without_one(knowledge: Knowledge) -> None:
    assert [s.topic for s in make(Command("conclude"), finished(), knowledge)[1]] == ["summary", "outcome"]
    again = make(Command("conclude", topic="again"), finished(), knowledge)[1]
    assert [said.topic for said in again] == ["outcome"]


# ---- the others do what they are called ----


def test_the_other_part_is_noted_and_an_unclear_reply_forgotten(knowledge: Knowledge) -> None:
    after, said = make(Command("part", part="eye_infection"), asking(EYES, unclear=1), knowledge)
    assert (after, said) == (asking(EYES, part="eye_infection"), ())


def test_each_command_about_an_answer_hands_on_what_it_carries(knowledge: Knowledge) -> None:
    here = asking(EYES)
    made = make(Command("correct", question=HEART, answer="yes", said="I do"), here, knowledge)[0]
    assert (made.answers[HEART], made.said[HEART]) == ("yes", "I do")
    told = make(Command("remember", question=EYES, said="glaucoma"), here, knowledge)[0].told
    assert told == {EYES: ToldCondition("yes", "glaucoma")}
    assert make(Command("unclear"), here, knowledge)[0].unclear == 1
    assert make(Command("unclear", topic="past"), here, knowledge)[0].repair == "past"
    assert make(Command("back"), here, knowledge)[0].question == THINNERS
    assert make(Command("rephrase"), here, knowledge)[0].repair == "plainly"
    stated = make(Command("record", question=EYES, answer="unsure", topic="stated"), here, knowledge)[0]
    assert stated.stated == (EYES,)


def test_each_other_command_hands_on_what_it_carries(knowledge: Knowledge) -> None:
    here, consent = asking(EYES), Screening(state="consent")
    assert make(Command("request_consent"), Screening(), knowledge)[1][0].wording == "consent"
    again = make(Command("request_consent", topic="again"), Screening(), knowledge)[1]
    assert again[0].wording == "consent_again"
    assert make(Command("agree"), consent, knowledge)[0].state == "asking"
    assert make(Command("refuse"), consent, knowledge)[1][0].wording == "consent_refused"
    assert make(Command("pause"), here, knowledge)[0].state == "paused"
    assert make(Command("resume"), here.but(state="paused"), knowledge)[0].state == "asking"
    assert make(Command("start_over"), here, knowledge)[0].answers == {}
    waiting = make(Command("proxy", subject="your mother"), here, knowledge)[0]
    assert waiting.candidate == "your mother"
    assert make(Command("whose", answer="yes"), waiting, knowledge)[0].answers == here.answers
    assert make(Command("whose", answer="no"), waiting, knowledge)[0].answers == {}
    assert make(Command("erase_ask"), here, knowledge)[0].waiting_for == "erase"
    assert make(Command("erase_keep"), here.but(waiting_for="erase"), knowledge)[0] == here
    assert make(Command("erase"), here, knowledge) == (Screening(), (Saying("my_data", "erased"),))


def test_each_command_that_tells_hands_on_what_it_carries(knowledge: Knowledge) -> None:
    here = asking(EYES)
    assert make(Command("tell", topic="cost"), here, knowledge)[1][0].topic == "cost"
    assert make(Command("why", question=EYES), here, knowledge)[1][0].topic == f"why_asked:{EYES}"
    assert make(Command("say", topic="slash"), here, knowledge)[1][0].wording == "slash_text"
    assert make(Command("know"), here, knowledge)[1][0].wording == "know"
    assert make(Command("which"), here, knowledge)[1][0].wording == "correct_which"
    assert make(Command("how_many"), here, knowledge)[1][0].wording == "how_many"
    assert make(Command("how_many", topic="too_long"), here, knowledge)[1][0].wording == "too_long"
    anew = make(Command("start_over", topic="new_checklist"), here, knowledge)[1]
    assert anew[0].wording == "questions_changed"


def test_what_is_in_doubt_has_its_commands(knowledge: Knowledge) -> None:
    left = make(Command("leave_unheard", said="qwrt"), finished(), knowledge)[0]
    assert left.unheard == ("qwrt",)
    put = make(Command("repeat_doubt"), left, knowledge)[0]
    assert put.phase == "doubt"
    assert make(Command("unclear_doubt"), put, knowledge)[0].unclear == 1
    cleared = make(Command("settle_doubt", topic="none"), put, knowledge)[0]
    assert (cleared.unheard, cleared.health_words) == ((), ())
    kept = make(Command("settle_doubt", topic="health", number=1), put, knowledge)[0]
    assert kept.health_words == ("qwrt",)
    checked = make(Command("check_emergency", topic="stroke", said="my face"), finished(), knowledge)[0]
    assert checked.possible_flag == PossibleFlag("stroke", "my face")
    repeated = make(Command("repeat_emergency_check"), checked, knowledge)[1]
    assert repeated[0].topic == "emergency_check:stroke"
    assert make(Command("close_emergency_check"), checked, knowledge)[0].unheard == ()
    unheard = make(Command("close_emergency_check", topic="unheard"), checked, knowledge)[0]
    assert unheard.unheard == ("my face",)
    reported = make(Command("report_emergency", topic="stroke", said="my face"), checked, knowledge)[0]
    assert reported.red_flags == ("stroke",)
    young = make(Command("under_age", said="class 9"), finished(), knowledge)[0]
    assert (young.age_said, young.state) == ("class 9", "not_started")


@pytest.mark.parametrize(
    "command",
    [
        Command("check_emergency", topic="hiccups", said="hic"),
        Command("check_emergency", said="hic"),
        Command("report_emergency", topic="hiccups", said="hic"),
        Command("report_emergency", said="hic"),
        Command("settle_doubt", topic="maybe"),
        Command("settle_doubt"),
    ],
)
def test_what_no_rule_knows_is_refused(knowledge: Knowledge, command: Command) -> None:
    with pytest.raises(BadCommand):
        make(command, finished(), knowledge)


def test_the_end_puts_the_doubt_instead_while_something_unheard_stands(knowledge: Knowledge) -> None:
    here = finished().but(unheard=("qwrt",))
    for topic in (None, "again"):
        after, said = make(Command("conclude", topic=topic), here, knowledge)
        assert [each.topic for each in said] == ["doubt"]
        assert (after.state, after.question, after.phase) == ("asking", None, "doubt")


def test_a_command_survives_being_stored() -> None:
    command = Command("record", EYES, "no", "never", "topic", "eye_infection", "your mother", 2)
    assert from_json(to_json(command)) == command
    assert to_json(Command("ask")) == {"name": "ask"}
