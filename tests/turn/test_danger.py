"""A danger that is likely and not certain: is it happening now? (contract, rule 5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.store.conversations.history import RedFlagReport
from tests.conversation import House, Talk, knowledge, links_of

ODD, DROOPS = "my hands feel odd today", "and my eye feels heavy a bit"
CHECK = "emergency_check:spinal_cord"


def reports(home: House) -> list[tuple[str, str]]:
    """What the trail keeps of red flags."""
    with home.store.reading() as reader:
        return [(report.flag, report.said) for report in reader.all(select(RedFlagReport))]


def at_the_greeting(talk: Talk) -> None:
    """Nothing was asked yet."""


def at_the_consent(talk: Talk) -> None:
    talk.chooses("Start")


def asking(talk: Talk) -> None:
    talk.reaches("eye_condition")


def paused(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("stop")


def after_the_link(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()


def whose_they_are(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("this is for my mother")


def before_erasing(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("delete my data")


anywhere = pytest.mark.parametrize(
    "stands",
    [at_the_greeting, at_the_consent, asking, paused, after_the_link, whose_they_are, before_erasing],
    ids=lambda place: place.__name__,
)


@anywhere
def test_it_is_asked_with_the_emergency_number(
    talk: Talk, home: House, stands: Callable[[Talk], None]
) -> None:
    stands(talk)
    talk.says(ODD)
    assert talk.topics == [CHECK]
    (message,) = talk.reply.messages
    assert [choice.value for choice in message.choices] == ["emergency:yes", "emergency:no"]
    assert knowledge().clinic.emergency_number in message.text
    assert not talk.screening.red_flags


@anywhere
@pytest.mark.parametrize("how", ["pressed", "typed", "said"])
def test_yes_reports_it_and_the_trail_has_the_words(
    talk: Talk, home: House, stands: Callable[[Talk], None], how: str
) -> None:
    stands(talk)
    talk.says(ODD)
    if how == "pressed":
        talk.presses("emergency:yes")
    else:
        talk.says("Yes, it is happening now" if how == "typed" else "yes")
    assert (talk.outcome, talk.state, talk.screening.red_flags) == ("urgent", "finished", ("spinal_cord",))
    assert talk.topics == ["emergency:spinal_cord", "outcome:urgent"]
    assert reports(home) == [("spinal_cord", ODD)]
    assert not links_of(talk.looks())


@anywhere
@pytest.mark.parametrize("how", ["pressed", "typed", "said"])
def test_no_closes_it_and_it_goes_on_where_it_was(
    talk: Talk, home: House, stands: Callable[[Talk], None], how: str
) -> None:
    stands(talk)
    before = (talk.state, talk.question, talk.answers, talk.outcome)
    talk.says(ODD)
    if how == "pressed":
        talk.presses("emergency:no")
    else:
        talk.says("No, not now" if how == "typed" else "no")
    assert (talk.state, talk.question, talk.answers, talk.outcome) == before
    assert talk.screening.unheard == ()
    assert reports(home) == []


def test_a_no_to_it_is_no_answer_to_the_question_behind_it(talk: Talk) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says("no")
    assert (talk.question, "eye_condition" in talk.answers) == ("eye_condition", False)
    assert talk.topics[-1] == "question:eye_condition"


@pytest.mark.parametrize(
    "said", ["not sure", "qwrt zxcv plk", "what are the risks?", "stop", "I have glaucoma"]
)
def test_anything_else_leaves_it_unheard_and_is_answered(talk: Talk, said: str) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says(said)
    assert ODD in talk.screening.unheard
    assert CHECK not in talk.topics


def test_left_unheard_it_is_put_before_the_link(talk: Talk) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says("what are the risks?")
    talk.answers_all()
    assert talk.topics == ["doubt"]
    assert ODD in talk.reply.messages[-1].text


@pytest.mark.parametrize("said", ["repeat that please", "why do you ask?", "wait"])
def test_what_asks_again_is_answered_by_asking_again(talk: Talk, said: str) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says(said)
    assert talk.topics == [CHECK]


def test_it_is_asked_once(talk: Talk) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says("no")
    talk.says(ODD)
    assert CHECK not in talk.topics
    assert ODD in talk.screening.unheard, "said again it is not passed over"


def test_another_danger_is_asked_about_too(talk: Talk, home: House) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says(DROOPS)
    assert talk.topics == ["emergency_check:stroke"]
    assert ODD in talk.screening.unheard
    talk.says("yes")
    assert talk.screening.red_flags == ("stroke",)
    assert reports(home) == [("stroke", DROOPS)]


def test_happening_now_counts_when_it_is_pressed_late(talk: Talk, home: House) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says("no")
    talk.answers_all()
    assert talk.outcome == "eligible"
    talk.presses("emergency:yes")
    assert (talk.outcome, talk.screening.red_flags) == ("urgent", ("spinal_cord",))
    assert reports(home) == [("spinal_cord", ODD)]
    assert not links_of(talk.looks())


def test_not_happening_now_pressed_late_closes_no_other_danger(talk: Talk) -> None:
    asking(talk)
    talk.says(ODD)
    talk.says("no")
    talk.says(DROOPS)
    talk.presses("emergency:no")
    assert talk.topics == ["emergency_check:stroke"]
    talk.presses("emergency:no:2")
    assert talk.topics[-1] == "question:eye_condition"


def test_after_the_link_it_is_asked_and_the_link_is_withdrawn_when_it_stays_open(talk: Talk) -> None:
    after_the_link(talk)
    talk.says(ODD)
    talk.says("what are the risks?")
    assert (talk.outcome, talk.topics[-1]) == (None, "doubt")
    assert not links_of(talk.looks())


# ---- a red flag in a message that was refused ----

REFUSED = "I have crushing chest pain going down my left arm" + " and so on" * 200


def test_a_red_flag_in_a_refused_message_is_recorded_and_withdraws_the_link(talk: Talk, home: House) -> None:
    after_the_link(talk)
    assert links_of(talk.looks())
    talk.conversations.report(talk.id, REFUSED)
    seen = talk.looks()
    assert (seen.screening.state, seen.screening.outcome, links_of(seen)) == ("finished", "urgent", [])
    assert [flag for flag, _ in reports(home)] == ["cardiac"]


def test_what_is_refused_and_holds_no_red_flag_changes_nothing(talk: Talk) -> None:
    after_the_link(talk)
    before = talk.looks()
    talk.conversations.report(talk.id, "a long story of my week" * 100)
    assert talk.looks() == before


# ---- a question that is asked again ----


def test_a_question_that_is_asked_again_comes_before_a_doubt_that_waits(talk: Talk) -> None:
    after_the_link(talk)
    talk.says("they took my spleen out when I was young")
    talk.presses("change:herniated_disc")
    talk.says("delete my data")
    talk.chooses("keep")
    assert (talk.state, talk.question) == ("asking", "herniated_disc")
    talk.chooses("nothing about health")
    assert (talk.outcome, talk.question) == (None, "herniated_disc")
    talk.chooses("No", "herniated_disc")
    assert talk.outcome == "eligible"
