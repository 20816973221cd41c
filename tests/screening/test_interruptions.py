"""What comes before the dialogue chooses, and what a message leaves unheard (contract, rules 5 and 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.interpretation import Interpretation, Mention
from bot.domain.screening import PossibleFlag, Screening
from bot.screening.commands import COMMANDS, Command
from bot.screening.interruptions import answers_at_once, settled_first, was_heard
from tests.screening.screenings import EYES, asking, finished

ODD, NUMB = PossibleFlag("stroke", "my face is odd"), PossibleFlag("spinal_cord", "numb hands")
CHECKED = asking(EYES, waiting_for="emergency_check", emergency_checks=(ODD,))
CLOSED = asking(EYES, emergency_checks=(ODD,))


def heard(intent: Any = "tell", text: str = "numb hands", **more: Any) -> Interpretation:
    return Interpretation(text, intent, **more)


def reports(flag: PossibleFlag) -> tuple[Command, ...]:
    return (Command("report_emergency", topic=flag.flag, said=flag.said),)


# ---- is it happening now? ----


def test_a_likely_emergency_is_asked_about_before_anything_else() -> None:
    for here in (Screening(), Screening(state="consent"), asking(EYES), finished()):
        chosen = answers_at_once(heard(possible_flags=("spinal_cord", "stroke")), here)
        assert chosen == (Command("check_emergency", topic="spinal_cord", said="numb hands"),)


def test_without_one_the_dialogue_is_asked() -> None:
    assert answers_at_once(heard(), asking(EYES)) == ()
    assert answers_at_once(heard("affirm"), asking(EYES)) == ()


def test_each_is_asked_about_once() -> None:
    assert answers_at_once(heard(possible_flags=("stroke",)), CLOSED) == ()
    chosen = answers_at_once(heard(possible_flags=("stroke", "spinal_cord")), CLOSED)
    assert chosen == (Command("check_emergency", topic="spinal_cord", said="numb hands"),)


def test_a_button_is_no_likely_emergency() -> None:
    assert answers_at_once(heard(possible_flags=("stroke",), choice=True), asking(EYES)) == ()


def test_after_a_red_flag_nothing_is_asked_about() -> None:
    here = CHECKED.but(red_flags=("cardiac",))
    for what in (
        heard(possible_flags=("spinal_cord",)),
        heard("affirm"),
        heard("report_emergency", number=1),
    ):
        assert answers_at_once(what, here) == ()


@pytest.mark.parametrize("choice", [False, True])
def test_yes_reports_it_in_the_words_that_told_it(choice: bool) -> None:
    assert answers_at_once(heard("affirm", "yes", choice=choice), CHECKED) == reports(ODD)


@pytest.mark.parametrize("intent", ["repeat", "rephrase", "why", "wait"])
def test_what_asks_again_is_answered_by_asking_again(intent: str) -> None:
    assert answers_at_once(heard(intent, "what?"), CHECKED) == (Command("repeat_emergency_check"),)


def test_happening_now_counts_whenever_it_is_pressed() -> None:
    both = finished().but(emergency_checks=(ODD, NUMB))
    for number, flag in ((1, ODD), (2, NUMB)):
        press = heard("report_emergency", "Yes, it is happening now", number=number, choice=True)
        assert answers_at_once(press, both) == reports(flag)


def test_another_likely_emergency_told_instead_is_asked_about_and_the_first_stays_unheard() -> None:
    chosen = answers_at_once(heard(possible_flags=("spinal_cord",)), CHECKED)
    assert chosen == (
        Command("close_emergency_check", topic="unheard"),
        Command("check_emergency", topic="spinal_cord", said="numb hands"),
    )


# ---- what becomes of it ----


def test_no_closes_it_and_the_check_says_where_it_stands() -> None:
    first, then = settled_first(heard("deny", "no"), CHECKED)
    assert first == (Command("close_emergency_check"),)
    assert (then.intent, then.text, then.doubtful) == ("repeat", "", False), "it answers no question besides"


@pytest.mark.parametrize(
    "intent", ["unsure", "tell", "topic", "stop", "not_understood", "start_over", "erase"]
)
def test_anything_else_leaves_its_words_unheard_and_is_answered_itself(intent: str) -> None:
    what = heard(intent, "hm", doubtful=True)
    assert settled_first(what, CHECKED) == ((Command("close_emergency_check", topic="unheard"),), what)


def test_where_none_waits_nothing_is_settled() -> None:
    for what in (heard("deny"), heard("tell")):
        assert settled_first(what, CLOSED) == ((), what)


# ---- was it heard? ----


@pytest.mark.parametrize(
    "name",
    ["record", "remember", "part", "settle_doubt", "report_emergency", "under_age", "erase"],
)
def test_what_led_to_an_answer_by_its_own_words_was_heard(name: str) -> None:
    assert was_heard(heard(doubtful=True), (Command("tell", topic="cost"), Command(name)), Screening())


def test_a_correction_was_heard_where_it_says_what_the_answer_is() -> None:
    assert was_heard(heard(doubtful=True), (Command("correct", question=EYES, answer="yes"),), Screening())
    assert not was_heard(heard(doubtful=True), (Command("correct", question=EYES),), Screening())


@pytest.mark.parametrize(
    "name",
    ["ask", "say", "tell", "why", "pause", "resume", "start_over", "go_back", "repeat_doubt", "unclear_doubt",
     "unclear", "conclude", "request_consent", "agree"],
)  # fmt: skip
def test_what_only_was_replied_to_was_not(name: str) -> None:
    assert not was_heard(heard(doubtful=True), (Command(name),), Screening())


def test_an_unclear_reply_of_which_something_was_understood_was_heard() -> None:
    assert was_heard(heard(doubtful=True), (Command("unclear", topic="past"),), Screening())


def test_what_is_not_doubtful_was_heard_whatever_follows() -> None:
    assert was_heard(heard(), (), Screening())
    assert was_heard(heard("topic"), (Command("tell", topic="cost"),), Screening())


def test_a_doubtful_message_that_leads_to_nothing_was_not_heard() -> None:
    assert not was_heard(heard(doubtful=True), (), Screening())


def test_the_commands_spoken_of_here_exist() -> None:
    assert {"record", "unclear", "report_emergency", "check_emergency", "close_emergency_check"} <= set(
        COMMANDS
    )


# ---- a condition that no command takes up ----

DENIED = finished()
LENS = Mention(EYES, "lens implant", 0, 12, "present", "example")


def mentioned(**change: Any) -> Interpretation:
    return heard("topic", mentions=(replace(LENS, **change),))


@pytest.mark.parametrize("status", ["present", "historical", "uncertain"])
def test_a_condition_told_against_a_no_is_never_passed_over(status: Any) -> None:
    assert not was_heard(mentioned(status=status), (Command("tell", topic="cost"),), DENIED)


def test_it_was_heard_where_a_command_takes_it_up() -> None:
    assert was_heard(mentioned(), (Command("correct", question=EYES, answer="yes"),), DENIED)


@pytest.mark.parametrize(
    "change", [{"status": "asked"}, {"status": "denied"}, {"status": "other_person"}, {"kind": "near"}]
)
def test_what_is_no_news_of_oneself_needs_no_doubt(change: Any) -> None:
    assert was_heard(mentioned(**change), (), DENIED)


def test_another_persons_counts_where_the_check_is_for_another() -> None:
    theirs = mentioned(status="other_person", their="present")
    assert not was_heard(theirs, (), DENIED.but(subject="your mother"))


def test_the_question_that_stands_is_asked_anyway() -> None:
    assert was_heard(mentioned(), (), asking(EYES, answers={EYES: "no"}))
