"""The turn: ids, old buttons, corrections, references. One rule of the contract a test."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from bot.core.errors import NeverOffered, OtherContent, TooManyTurns, UnknownConversation
from bot.core.names import QUESTIONS
from bot.core.views import Heard
from bot.engine import conversations as turn
from tests.conversation import House, Talk, house, knowledge, links_of
from tests.fake_dialogue import FakeDialogue


@pytest.fixture
def home(database_url: str) -> Iterator[House]:
    with house(database_url, FakeDialogue(knowledge())) as made:
        yield made


@pytest.fixture
def talk(home: House) -> Talk:
    return Talk(home.conversations)


def reference(talk: Talk) -> str:
    """The booking reference that was shown last."""
    return links_of(talk.looks())[-1].url.rsplit("/", 1)[-1]


# ---- ids


def test_the_same_message_again_gives_the_same_replies_and_adds_no_turn(talk: Talk) -> None:
    talk.agrees()
    first = talk.says("what are the risks?", id="a" * 8)
    again = talk.says("what are the risks?", id="a" * 8)
    assert again == first
    assert [m.id for m in talk.looks().messages].count("a" * 8) == 1


def test_a_repeat_tells_the_screening_as_it_is_now(talk: Talk) -> None:
    talk.agrees()
    talk.chooses("No", id="first")
    talk.chooses("No")
    value = talk.shown[0]
    assert value.sender == "bot"
    repeated = talk.conversations.say(talk.id, Heard("first", choice=f"{QUESTIONS[0]}:no:2"))
    assert repeated.screening.question == QUESTIONS[2]


def test_the_same_id_with_other_content_is_refused(talk: Talk) -> None:
    talk.says("what are the risks?", id="once")
    with pytest.raises(OtherContent):
        talk.says("something else", id="once")


def test_ids_count_per_conversation(home: House) -> None:
    one, other = Talk(home.conversations), Talk(home.conversations)
    one.says("what are the risks?", id="same")
    other.says("why do you ask?", id="same")
    assert one.topics != other.topics


# ---- choices


def test_a_choice_that_was_never_offered_is_refused_and_changes_nothing(talk: Talk) -> None:
    talk.agrees()
    before = talk.looks()
    for value in ("pregnancy:no:2", "consent:yes:9", "start:1", "", "topic:cost"):
        with pytest.raises(NeverOffered):
            talk.presses(value)
    assert talk.looks() == before


def test_an_old_choice_corrects_its_own_question_and_no_other(talk: Talk) -> None:
    talk.agrees()
    talk.chooses("No")
    talk.chooses("No")
    talk.chooses("Yes", question=QUESTIONS[0])
    assert talk.answers == {QUESTIONS[0]: "yes", QUESTIONS[1]: "no"}
    assert talk.question == QUESTIONS[2]


def test_a_choice_pressed_twice_counts_once(talk: Talk) -> None:
    talk.agrees()
    value = talk.value("No")
    talk.presses(value)
    talk.presses(value)
    assert talk.answers == {QUESTIONS[0]: "no"}
    assert talk.question == QUESTIONS[1]


def test_consent_pressed_twice_answers_no_question(talk: Talk) -> None:
    talk.chooses("Start")
    value = talk.value("Agree")
    talk.presses(value)
    talk.presses(value)
    assert (talk.answers, talk.question) == ({}, QUESTIONS[0])


def test_an_old_no_pressed_twice_does_not_take_a_yes_back(talk: Talk) -> None:
    talk.agrees()
    no = talk.value("No")
    talk.chooses("Yes")
    talk.presses(no)
    talk.presses(no)
    assert talk.answers == {QUESTIONS[0]: "yes"}
    assert talk.question == QUESTIONS[0]


# ---- what was shown


def test_a_short_answer_belongs_to_the_question_that_was_shown(talk: Talk) -> None:
    talk.agrees()
    seen = talk.shown[-1].id
    talk.chooses("No")
    talk.says("yes", after=seen)
    assert talk.answers == {QUESTIONS[0]: "yes"}
    assert talk.question == QUESTIONS[1]


def test_a_yes_to_the_consent_that_was_shown_answers_no_question(talk: Talk) -> None:
    talk.chooses("Start")
    seen = talk.shown[-1].id
    talk.chooses("Agree")
    talk.says("yes", after=seen)
    assert (talk.answers, talk.question) == ({}, QUESTIONS[0])


def test_a_message_that_was_never_shown_cannot_be_referred_to(talk: Talk) -> None:
    with pytest.raises(NeverOffered):
        talk.says("yes", after=str(uuid4()))


# ---- taking back


def test_a_yes_gives_way_only_to_a_second_no(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all((QUESTIONS[3], "Yes"))
    assert talk.outcome == "avoid"
    talk.chooses("No", question=QUESTIONS[3])
    assert (talk.state, talk.question, talk.outcome) == ("asking", QUESTIONS[3], None)
    assert talk.answers[QUESTIONS[3]] == "yes"
    talk.chooses("No")
    assert (talk.outcome, talk.answers[QUESTIONS[3]]) == ("eligible", "no")


@pytest.mark.parametrize("reply", ["Not sure", "Rather not say", "Yes"])
def test_anything_but_a_second_no_keeps_the_yes(talk: Talk, reply: str) -> None:
    talk.agrees()
    talk.answers_all((QUESTIONS[3], "Yes"))
    talk.chooses("No", question=QUESTIONS[3])
    talk.chooses(reply)
    assert (talk.outcome, talk.answers[QUESTIONS[3]]) == ("avoid", "yes")


def test_starting_over_does_not_forget_a_yes(talk: Talk) -> None:
    talk.agrees()
    talk.chooses("Yes")
    talk.says("start over")
    assert (talk.answers, talk.question) == ({}, QUESTIONS[0])
    talk.answers_all()
    assert talk.outcome == "ask_clinician"
    assert talk.answers[QUESTIONS[0]] == "unsure"


# ---- the link


def test_the_link_is_only_in_the_message_that_tells_eligible(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    assert [bool(message.links) for message in talk.reply.messages] == [
        message.topic == "outcome:eligible" for message in talk.reply.messages
    ]
    assert talk.outcome == "eligible"
    assert len(talk.links) == 1


def test_a_correction_takes_the_link_out_of_the_history_at_once(home: House, talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    opened = reference(talk)
    assert home.conversations.visit_booking(opened).kind == "demonstration"
    talk.chooses("Yes", question=QUESTIONS[0])
    assert links_of(talk.looks()) == []
    assert home.conversations.visit_booking(opened).kind == "withdrawn"


def test_a_link_stays_withdrawn_when_the_answers_become_no_again(home: House, talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    old = reference(talk)
    talk.chooses("Yes", question=QUESTIONS[0])
    talk.chooses("No", question=QUESTIONS[0])
    talk.chooses("No")
    assert talk.outcome == "eligible"
    assert home.conversations.visit_booking(old).kind == "withdrawn"
    assert home.conversations.visit_booking(reference(talk)).kind == "demonstration"


def test_a_reference_expires(home: House, talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    opened = reference(talk)
    home.clock.advance(days=knowledge().clinic.result_valid_days, hours=1)
    assert home.conversations.visit_booking(opened).kind == "expired"


def test_an_altered_reference_is_unknown(home: House, talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    good = reference(talk)
    for place in range(len(good)):
        other = "A" if good[place] != "A" else "B"
        assert home.conversations.visit_booking(good[:place] + other + good[place + 1 :]).kind == "unknown"
    for bad in ("", ".", good + "=", good + "A", good.partition(".")[0], "ä" * 20, good.upper()):
        assert home.conversations.visit_booking(bad).kind == "unknown"


def test_a_reference_of_an_erased_conversation_is_unknown(home: House, talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    opened = reference(talk)
    home.conversations.erase(talk.id)
    assert home.conversations.visit_booking(opened).kind == "unknown"


# ---- red flags


def test_a_red_flag_ends_it_before_consent_too(talk: Talk) -> None:
    talk.says("I have crushing chest pain and my left arm hurts")
    assert (talk.state, talk.outcome, talk.question) == ("finished", "urgent", None)
    assert talk.topics[0] == "emergency:cardiac"
    for text in ("continue", "start over", "it was a joke"):
        talk.says(text)
        assert talk.outcome == "urgent"
    talk.says("what are the risks?")
    assert "risks_overview" in talk.topics


def test_a_red_flag_takes_the_link_away(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says("I have crushing chest pain and my left arm hurts")
    assert links_of(talk.looks()) == []


# ---- limits


def test_a_conversation_that_is_full_takes_no_more(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "MOST_TURNS", 3)
    for _ in range(3):
        talk.says("what are the risks?")
    with pytest.raises(TooManyTurns):
        talk.says("what are the risks?")


def test_a_conversation_unused_for_too_long_is_gone(home: House, talk: Talk) -> None:
    talk.agrees()
    home.clock.advance(days=home.settings.conversation_days, hours=1)
    with pytest.raises(UnknownConversation):
        talk.looks()
    with pytest.raises(UnknownConversation):
        talk.says("continue")


def test_erasing_in_the_chat_is_confirmed_once_and_leaves_nothing(talk: Talk) -> None:
    talk.agrees()
    talk.says("delete my data")
    talk.chooses("Erase")
    assert talk.topics == ["my_data"]
    assert (talk.state, talk.answers) == ("not_started", {})
    with pytest.raises(UnknownConversation):
        talk.says("continue")
