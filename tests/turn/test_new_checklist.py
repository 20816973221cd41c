"""A new checklist in the middle of a conversation: old answers decide nothing, and a yes is not forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from bot.domain.messages import IncomingMessage, MessageView
from bot.screening.saying import remark
from bot.screening.wording import text_of
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


def told_that_the_questions_changed(message: MessageView) -> bool:
    return message.text.startswith(text_of(remark("questions_changed"), knowledge()))


def in_the_middle(talk: Talk) -> None:
    talk.reaches("eye_condition")


def paused(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("stop")


def after_the_end(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()


def at_the_last_question(talk: Talk) -> None:
    talk.reaches("obesity")


def asked_again(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all(("eye_condition", "Yes"))
    talk.says("change answer 3 to no")


def in_doubt(talk: Talk) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.answers_all()


each_place = pytest.mark.parametrize(
    "stands",
    [in_the_middle, paused, after_the_end, at_the_last_question, asked_again, in_doubt],
    ids=lambda place: place.__name__,
)


@each_place
@pytest.mark.parametrize("said", ["no", "yes", "not sure", "I would rather not say", "no to everything"])
@pytest.mark.parametrize("after", [False, True])
def test_a_short_answer_to_an_older_question_answers_nothing_and_it_is_told_why(
    talk: Talk, home: House, stands: Callable[[Talk], None], said: str, after: bool
) -> None:
    stands(talk)
    with_new_checklist(talk, home)
    talk.says(said, after=talk.shown[-1].id if after else None)
    assert (talk.state, talk.question, talk.answers) == ("asking", "blood_pressure_or_heart", {})
    assert told_that_the_questions_changed(talk.reply.messages[0])
    assert not talk.links


@each_place
@pytest.mark.parametrize("said", ["no", "yes"])
def test_nor_does_one_that_was_typed_under_a_question_further_back(
    talk: Talk, home: House, stands: Callable[[Talk], None], said: str
) -> None:
    stands(talk)
    first = next(message.id for message in talk.shown if message.topic == "question:blood_pressure_or_heart")
    with_new_checklist(talk, home)
    talk.says(said, after=first)
    assert (talk.state, talk.question, talk.answers) == ("asking", "blood_pressure_or_heart", {})


@each_place
@pytest.mark.parametrize("title", ["No", "Yes", "Not sure"])
def test_nor_does_a_button(talk: Talk, home: House, stands: Callable[[Talk], None], title: str) -> None:
    stands(talk)
    with_new_checklist(talk, home)
    talk.chooses(title)
    assert (talk.state, talk.question, talk.answers) == ("asking", "blood_pressure_or_heart", {})
    assert told_that_the_questions_changed(talk.reply.messages[0])


@each_place
def test_nine_more_noes_after_it_are_no_link(talk: Talk, home: House, stands: Callable[[Talk], None]) -> None:
    stands(talk)
    with_new_checklist(talk, home)
    for _ in range(10):
        talk.says("no")
    assert len(talk.answers) == 9
    assert talk.outcome is None


def test_it_is_told_once(renewed: Talk) -> None:
    renewed.says("no")
    renewed.says("no")
    assert renewed.answers == {"blood_pressure_or_heart": "no"}
    assert not any(map(told_that_the_questions_changed, renewed.reply.messages))


def test_a_condition_told_then_is_not_lost(talk: Talk, home: House) -> None:
    after_the_end(talk)
    with_new_checklist(talk, home)
    talk.says("I have glaucoma")
    assert talk.answers == {}
    talk.answers_all()
    assert (talk.topics, talk.outcome) == (["doubt"], None)


def test_an_age_told_then_ends_the_check(talk: Talk, home: House) -> None:
    after_the_end(talk)
    with_new_checklist(talk, home)
    talk.says("I am 15")
    assert (talk.state, talk.topics) == ("not_started", ["clinic_contact"])
    talk.agrees()
    talk.answers_all()
    assert talk.outcome == "ask_clinician"


def test_a_danger_that_is_happening_then_is_reported(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    talk.says("my hands feel odd today")
    with_new_checklist(talk, home)
    talk.presses("emergency:yes")
    assert (talk.outcome, talk.screening.red_flags) == ("urgent", ("spinal_cord",))


def test_a_likely_danger_told_then_is_asked_about_first(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    with_new_checklist(talk, home)
    talk.says("my hands feel odd today")
    assert talk.topics == ["emergency_check:spinal_cord"]
    talk.says("hm, it depends")
    assert told_that_the_questions_changed(talk.reply.messages[0])
    assert "my hands feel odd today" in talk.screening.unheard


def test_words_called_health_then_are_findings(talk: Talk, home: House) -> None:
    in_doubt(talk)
    with_new_checklist(talk, home)
    talk.presses("doubt:health")
    assert (talk.question, talk.answers) == ("blood_pressure_or_heart", {})
    talk.answers_all()
    assert talk.outcome == "ask_clinician"


def test_whether_to_erase_is_still_answered_then(talk: Talk, home: House) -> None:
    in_the_middle(talk)
    talk.says("delete my data")
    with_new_checklist(talk, home)
    talk.chooses("erase")
    assert (talk.state, talk.topics) == ("not_started", ["my_data"])


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


# ---- what is no answer to a question counts all the same ----


def test_under_age_ends_the_check_although_the_questions_have_changed(talk: Talk, home: House) -> None:
    with_new_checklist(talk.reaches("eye_condition"), home)
    talk.says("class 9, 45 kg")
    assert (talk.state, talk.outcome, talk.answers) == ("not_started", None, {})
    talk.says("can we start the safety check?")
    talk.chooses("Agree")
    talk.answers_all()
    assert talk.outcome == "ask_clinician"


def test_that_it_is_happening_now_counts_although_the_questions_have_changed(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition").says("half of my face is a bit strange today")
    with_new_checklist(talk, home)
    talk.says("yes")
    assert (talk.outcome, talk.screening.red_flags) == ("urgent", ("stroke",))


def test_what_may_be_an_emergency_is_asked_about_although_the_questions_have_changed(
    talk: Talk, home: House
) -> None:
    with_new_checklist(talk.reaches("eye_condition"), home)
    talk.says("half of my face is a bit strange today")
    assert talk.topics == ["emergency_check:stroke"]
    talk.chooses("not happening now")
    assert (talk.question, talk.answers) == ("blood_pressure_or_heart", {})


def test_old_words_about_health_count_although_the_questions_have_changed(talk: Talk, home: House) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.answers_all()
    talk.chooses("nothing about health")
    with_new_checklist(talk, home)
    talk.chooses("perhaps about health")
    talk.answers_all()
    assert talk.outcome == "ask_clinician"


# ---- a no to an older question is none to the new one ----


def test_an_old_button_of_an_older_checklist_is_no_answer_to_the_new_one(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    old = talk.value("No", "eye_condition")
    with_new_checklist(talk, home).says("what are the risks?")
    talk.presses(old)
    assert talk.answers == {}


def test_neither_is_a_no_that_was_typed_to_it(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    seen = talk.shown[-1].id
    with_new_checklist(talk, home)
    talk.says("no", after=seen)
    talk.says("no", after=seen)
    assert talk.answers == {}


def test_nor_one_that_was_sent_at_once_with_the_message_that_met_the_new_checklist(
    talk: Talk, home: House
) -> None:
    talk.reaches("eye_condition")
    with_new_checklist(talk, home)
    moment = home.clock()
    for _ in range(2):
        talk._hear(IncomingMessage(str(uuid4()), text="no", arrived=moment))
    assert talk.answers == {}


def test_a_yes_to_an_older_question_is_not_lost(talk: Talk, home: House) -> None:
    talk.reaches("eye_condition")
    old = talk.value("Yes", "eye_condition")
    with_new_checklist(talk, home).says("what are the risks?")
    talk.presses(old)
    assert talk.answers == {"eye_condition": "yes"}
