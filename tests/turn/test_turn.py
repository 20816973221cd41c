"""The turn, rule by rule of the contract. By plain rules in place of Rasa: what is checked is around it."""

from __future__ import annotations

import pytest

from bot.domain.errors import NeverOffered, OtherContent
from bot.domain.messages import IncomingMessage
from tests.conversation import House, Talk, links_of

DANGER = "I have crushing chest pain going down my left arm"


def eligible(talk: Talk) -> Talk:
    talk.agrees()
    talk.answers_all()
    assert talk.links
    return talk


# ---- the same message again ----


def test_the_same_id_with_the_same_content_gives_the_same_messages_and_adds_no_turn(talk: Talk) -> None:
    talk.reaches("eye_condition")
    first = talk.chooses("No", id="a")
    history = talk.looks()
    again = talk.presses("eye_condition:no:4", id="a")
    assert again.messages == first.messages
    assert again.screening == first.screening
    assert talk.looks() == history


def test_a_repeat_shows_the_screening_as_it_is_now(talk: Talk) -> None:
    talk.reaches("eye_condition")
    first = talk.says("no", id="a")
    talk.chooses("Yes")
    again = talk.says("no", id="a")
    assert again.messages == first.messages
    assert again.screening.answers["cerebral_disorder"] == "yes"


def test_a_repeated_last_answer_shows_the_link_only_while_it_holds(talk: Talk) -> None:
    talk.reaches("obesity")
    talk.chooses("No", id="last")
    value = talk.value("No", "obesity")
    assert talk.links
    talk.chooses("Yes", "pregnancy")
    assert not links_of(talk.presses(value, id="last"))


@pytest.mark.parametrize("other", [IncomingMessage("a", text="yes"), IncomingMessage("a", choice="start")])
def test_the_same_id_with_other_content_is_refused(talk: Talk, other: IncomingMessage) -> None:
    talk.says("no", id="a")
    before = talk.looks()
    with pytest.raises(OtherContent):
        talk.conversations.say(talk.id, other)
    assert talk.looks() == before


def test_what_had_been_seen_is_no_part_of_the_content(talk: Talk) -> None:
    talk.reaches("eye_condition")
    first = talk.says("no", id="a")
    again = talk.says("no", id="a", after=first.messages[-1].id)
    assert again.messages == first.messages


def test_ids_count_per_conversation(home: House) -> None:
    one, other = Talk(home.conversations), Talk(home.conversations)
    one.says("stop", id="a")
    other.says("what are the risks?", id="a")
    assert other.topics == ["risks_overview"]


def test_the_id_of_a_bot_message_cannot_be_used(talk: Talk) -> None:
    with pytest.raises(OtherContent):
        talk.says("no", id=talk.shown[0].id)


# ---- choices ----


def test_a_choice_never_offered_is_refused(talk: Talk) -> None:
    talk.reaches("eye_condition")
    before = talk.looks()
    for value in ("pregnancy:no:11", "eye_condition:no:5", "eligible", "", "eye_condition:no"):
        with pytest.raises(NeverOffered):
            talk.presses(value)
    assert talk.looks() == before


def test_another_conversations_choice_is_refused(home: House) -> None:
    offered = Talk(home.conversations).reaches("obesity").value("No")
    with pytest.raises(NeverOffered):
        Talk(home.conversations).presses(offered)


def test_an_old_choice_corrects_its_own_question(talk: Talk) -> None:
    talk.reaches("herniated_disc")
    talk.chooses("Yes", "eye_condition")
    assert talk.answers["eye_condition"] == "yes"
    assert talk.question == "herniated_disc"
    assert "herniated_disc" not in talk.answers


def test_a_choice_pressed_twice_counts_once(talk: Talk) -> None:
    talk.reaches("eye_condition")
    value = talk.value("No")
    talk.presses(value)
    talk.presses(value)
    assert talk.question == "cerebral_disorder"
    assert "cerebral_disorder" not in talk.answers


def test_a_choices_text_is_its_title(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.chooses("Rather not say", id="a")
    shown = next(message for message in talk.looks().messages if message.id == "a")
    assert (shown.text, shown.topic, shown.choices, shown.links) == ("Rather not say", None, (), ())


# ---- taking a yes back ----


def test_a_yes_stays_until_a_second_explicit_no(talk: Talk) -> None:
    talk.reaches("herniated_disc")
    talk.chooses("Yes", "eye_condition")
    talk.chooses("No", "eye_condition")
    assert (talk.state, talk.question, talk.outcome) == ("asking", "eye_condition", None)
    assert [choice.title for choice in talk.reply.messages[-1].choices][:2] == [
        "Yes",
        "No",
    ]
    assert talk.answers["eye_condition"] == "yes"
    talk.chooses("No")
    assert talk.answers["eye_condition"] == "no"
    assert talk.question == "herniated_disc"


@pytest.mark.parametrize("title", ["Not sure", "Rather not say", "Yes"])
def test_anything_else_keeps_the_yes(talk: Talk, title: str) -> None:
    talk.reaches("herniated_disc")
    talk.chooses("Yes", "eye_condition")
    talk.chooses("No", "eye_condition")
    talk.chooses(title)
    assert talk.answers["eye_condition"] == "yes"
    assert talk.question == "herniated_disc"


def test_two_unclear_replies_keep_the_yes(talk: Talk) -> None:
    talk.reaches("herniated_disc")
    talk.chooses("Yes", "eye_condition")
    talk.chooses("No", "eye_condition")
    talk.says("qwrt zxcv plk")
    talk.says("qwrt zxcv plk")
    assert talk.answers["eye_condition"] == "yes"


def test_after_the_end_the_link_is_withdrawn_while_a_question_is_asked_again(talk: Talk) -> None:
    eligible(talk)
    talk.says("change answer 3")
    assert (talk.state, talk.question, talk.outcome) == ("asking", "eye_condition", None)
    assert not links_of(talk.looks())
    talk.chooses("No")
    assert talk.outcome == "eligible"
    assert len(talk.links) == 1


# ---- starting over ----


def test_starting_over_remembers_a_yes_until_staff_release_it(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all(("blood_thinners", "Yes"))
    assert talk.outcome == "avoid"
    talk.says("start over")
    assert talk.answers == {}
    talk.answers_all()
    assert (talk.outcome, talk.answers["blood_thinners"]) == ("ask_clinician", "unsure")
    assert [finding.question for finding in talk.screening.findings] == ["blood_thinners"]
    talk.says("start over")
    talk.answers_all()
    assert (talk.outcome, talk.answers["blood_thinners"]) == ("ask_clinician", "unsure")


def test_starting_over_without_a_yes_can_end_with_a_link(talk: Talk) -> None:
    eligible(talk)
    talk.says("start over")
    assert not links_of(talk.looks())
    talk.answers_all()
    assert len(talk.links) == 1
    assert len(links_of(talk.looks())) == 1, "the old link belongs to a screening that was begun anew"


# ---- red flags ----


def test_a_red_flag_before_consent_ends_everything(talk: Talk) -> None:
    talk.says(DANGER)
    assert talk.topics == ["emergency:cardiac", "outcome:urgent"]
    assert (talk.state, talk.outcome, talk.question) == ("finished", "urgent", None)
    assert talk.screening.red_flags == ("cardiac",)


@pytest.mark.parametrize(
    "text", ["continue", "start over", "it was a joke", "yes", "can we start the safety check?"]
)
def test_a_red_flag_belongs_to_the_conversation(talk: Talk, text: str) -> None:
    talk.reaches("obesity")
    talk.says(DANGER)
    talk.says(text)
    assert (talk.state, talk.outcome, talk.question) == ("finished", "urgent", None)
    talk.chooses("No", "obesity")
    assert "obesity" not in talk.answers
    talk.says("what are the risks?")
    assert talk.topics == ["risks_overview"]
    assert talk.outcome == "urgent"


def test_every_red_flag_of_a_conversation_is_kept_once(talk: Talk) -> None:
    talk.says(DANGER)
    talk.says("I can't feel my groin and I can't pee")
    talk.says(DANGER)
    assert talk.screening.red_flags == ("cardiac", "cauda_equina")


def test_a_red_flag_ends_what_was_being_asked(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("delete my data")
    talk.says(DANGER)
    talk.says("yes")
    assert (talk.state, talk.outcome) == ("finished", "urgent")
    assert talk.looks().messages, "a yes erases nothing any more"


def test_a_red_flag_takes_the_link_away(talk: Talk) -> None:
    eligible(talk)
    talk.says(DANGER)
    assert not links_of(talk.looks())


def test_a_red_flag_in_a_repeated_message_is_one_report(talk: Talk, home: House) -> None:
    first = talk.says(DANGER, id="a")
    assert talk.says(DANGER, id="a").messages == first.messages
