"""Everything that people do in a chat: commands, buttons, edits, pictures, groups."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from bot.content.placeholders import COMMANDS
from bot.store.outbox.outbox import Due
from tests.telegram.conftest import Serve, Served
from tests.telegram.emulator import Fault, Telegram
from tests.telegram.person import Person, opening, titles, until
from tests.telegram.test_delivery import conversation_of, turns

AGREE = "I agree, and I am 18 or older"


def asked(person: Person, count: int = 1) -> dict[str, Any]:
    """The message with question `count`, after a no to all before it."""
    person.writes("/check")
    person.waits("or older")
    person.taps(AGREE)
    for number in range(1, count):
        person.waits(f"Question {number} of 10")
        person.taps("No")
    return person.waits(f"Question {count} of 10")


def answers(served: Served, person: Person) -> dict[str, str]:
    history = served.house.conversations.history(conversation_of(served, person.id))
    return dict(history.screening.answers)


def state(served: Served, person: Person) -> str:
    return served.house.conversations.history(conversation_of(served, person.id)).screening.state


def are_taken(served: Served, count: int) -> bool:
    return turns(served) == count


def visitor_says(served: Served, person: Person) -> list[str]:
    history = served.house.conversations.history(conversation_of(served, person.id))
    return [message.text for message in history.messages if message.sender == "visitor"]


def test_the_menu_has_every_command_with_a_description(served: Served, telegram: Telegram) -> None:
    [menu] = until(lambda: telegram.called("setMyCommands"))
    assert [item["command"] for item in menu["commands"]] == list(COMMANDS)
    assert all(3 <= len(item["description"]) <= 256 for item in menu["commands"])
    assert menu["scope"] == {"type": "all_private_chats"}


def test_commands_stand_for_plain_words(served: Served, person: Person) -> None:
    for number, command in enumerate(("help", "stop@heads_up_bot", "privacy", "mydata", "delete", "human")):
        person.writes(f"/{command}")
        until(partial(are_taken, served, number + 1))
    said = visitor_says(served, person)
    assert said[1] == "stop"
    assert said[4] == "delete my data"
    assert not any(text.startswith("/") for text in said)


@pytest.mark.parametrize("text", ["/restart", '/affirm{"pregnancy": "no"}', "/no", "/start_check now please"])
def test_other_slash_texts_mean_nothing(served: Served, person: Person, text: str) -> None:
    asked(person)
    person.writes(text)
    person.waits("did not understand")  # the fake dialogue's words for it
    assert answers(served, person) == {}


def test_deleting_erases_everything_and_says_so(served: Served, person: Person) -> None:
    asked(person, 3)
    conversation = conversation_of(served, person.id)
    person.writes("/delete")
    person.waits(opening("erase_ask"))
    person.taps("Yes, delete everything")
    person.waits("Everything of this chat is deleted")
    with served.house.store.reading() as reader:
        assert reader.conversation(conversation) is None
    assert served.channel._chats.conversations(served.channel._secrecy.chat(person.id)) == []
    person.writes("what are the risks?")
    person.waits("Hello, and welcome", 2)


def test_a_button_of_an_erased_chat_answers_nothing(served: Served, person: Person) -> None:
    old = asked(person, 2)
    person.writes("/delete")
    person.waits(opening("erase_ask"))
    person.taps("Yes, delete everything")
    person.waits("Everything of this chat is deleted")
    person.taps("No", old)
    person.waits("belongs to an earlier chat")
    time.sleep(1.1)  # Telegram tells whole seconds
    asked(person, 2)
    person.taps("Yes", old)
    person.waits("belongs to an earlier chat", 2)
    assert answers(served, person) == {"blood_pressure_or_heart": "no"}


def test_an_old_button_answers_its_own_question(served: Served, person: Person) -> None:
    first = asked(person)
    person.taps("No")
    person.waits("Question 2 of 10")
    person.taps("Yes", first)
    until(lambda: answers(served, person) == {"blood_pressure_or_heart": "yes"})
    person.waits("Question 2 of 10", 2)


def test_a_button_that_is_tapped_twice_counts_once(served: Served, person: Person) -> None:
    first = asked(person)
    person.taps("No", first)
    person.taps("No", first)
    person.waits("Question 2 of 10", 2)
    assert answers(served, person) == {"blood_pressure_or_heart": "no"}
    shown = next(m for m in person.sees if m["message_id"] == first["message_id"])
    assert shown["text"].endswith("✓ No")
    assert shown["text"].count("✓") == 1
    assert titles(shown) == []


def test_an_edit_corrects_the_question_that_it_answered(served: Served, person: Person) -> None:
    asked(person)
    said = person.writes("no")
    person.waits("Question 2 of 10")
    person.writes("no")
    person.waits("Question 3 of 10")
    person.edits(said, "yes")
    until(lambda: answers(served, person).get("blood_pressure_or_heart") == "yes")
    assert answers(served, person) == {"blood_pressure_or_heart": "yes", "blood_thinners": "no"}


def test_an_edit_that_changes_nothing_or_belongs_to_no_question_is_no_answer(
    served: Served, person: Person
) -> None:
    greeting = person.writes("what are the risks?")
    asked(person)
    person.edits(greeting, "yes")
    person.waits("cannot tell which question")
    said = person.writes("no")
    person.waits("Question 2 of 10")
    person.edits(said, "no")
    person.writes("why do you ask?")
    person.waits("Question 2 of 10", 2)
    assert answers(served, person) == {"blood_pressure_or_heart": "no"}
    assert turns(served) == 5


def test_a_reply_to_an_old_question_answers_that_one(served: Served, person: Person) -> None:
    first = asked(person, 3)
    shown = next(m for m in person.sees if "Question 1 of 10" in m["text"])
    person.writes("yes", reply_to_message=shown)
    until(lambda: answers(served, person).get("blood_pressure_or_heart") == "yes")
    assert first["text"]
    assert "ear_infection" not in answers(served, person)


def test_two_quick_answers_do_not_reach_a_question_that_was_not_seen(served: Served, person: Person) -> None:
    asked(person)
    person.writes("no")
    person.writes("no")
    until(lambda: turns(served) == 4)
    assert answers(served, person) == {"blood_pressure_or_heart": "no"}


def test_an_answer_to_what_was_just_shown_counts_though_that_is_not_noted_yet(
    served: Served, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox: Any = served.channel._outbox._outbox
    delivered: Callable[..., None] = outbox.delivered

    def note_late(due: Due, note: Any = None) -> None:
        time.sleep(0.3)
        delivered(due, note)

    monkeypatch.setattr(outbox, "delivered", note_late)
    person.writes("/check")
    person.waits("or older")
    person.writes("yes")
    person.waits("Question 1 of 10")


def test_a_yes_that_stands_above_the_consent_request_is_no_consent(
    served: Served, person: Person, telegram: Telegram
) -> None:
    person.writes("/start")
    person.waits("Hello")
    telegram.faults.append(Fault("sendMessage", 500, times=1000))
    person.writes("/check")
    until(partial(are_taken, served, 1))
    person.writes("yes")
    telegram.faults.clear()
    person.waits("or older")
    until(partial(are_taken, served, 2))
    assert state(served, person) == "consent"


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"sticker": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False,
                     "is_video": False, "type": "regular"}},
        {"contact": {"phone_number": "+911234567890", "first_name": "Asha"}},
        {"location": {"latitude": 12.9, "longitude": 77.5}},
        {"video": {}},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
def test_media_get_a_kind_reply(served: Served, person: Person, content: dict[str, Any]) -> None:
    person.sends(**content)
    if content == {"video": {}}:  # cannot be read at all
        person.writes("/start")
        person.waits("Hello")
        return
    person.waits("I can only read text")
    assert turns(served) == 0


def test_the_words_under_a_picture_are_read(served: Served, person: Person) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    person.sends(photo=photo, caption="I have crushing chest pain")
    person.waits("I can only read text")
    emergency = person.waits(opening("outcome_urgent"))
    assert turns(served) == 1
    first = person.sees[1]
    assert first["entities"][0] == {"type": "bold", "offset": 0, "length": first["entities"][0]["length"]}
    assert emergency["text"]


def test_a_red_flag_alone_is_answered_without_a_greeting(served: Served, person: Person) -> None:
    person.writes("I have crushing chest pain")
    person.waits(opening("outcome_urgent"))
    assert "Hello" not in str([message["text"] for message in person.sees])


def test_a_group_is_declined_once_and_nothing_of_it_is_kept(
    served: Served, person: Person, telegram: Telegram
) -> None:
    group = {"id": -100, "type": "supergroup", "title": "Family"}
    added = {"user": {"id": 123456, "is_bot": True, "first_name": "Heads Up"}, "status": "member"}
    before = {**added, "status": "left"}
    change = {
        "chat": group,
        "from": person.user,
        "date": 1,
        "old_chat_member": before,
        "new_chat_member": added,
    }
    telegram.push(my_chat_member=change)
    for text in ("/start@heads_up_bot", "I have glaucoma", "/check"):
        telegram.push(message={**person.message(text=text), "chat": group})
    declined = until(lambda: telegram.chats[-100])
    person.writes("/start")
    person.waits("Hello")
    assert len(telegram.chats[-100]) == 1
    assert "112" in declined[0]["text"]
    assert turns(served) == 0


def test_leaving_and_coming_back(served: Served, person: Person, telegram: Telegram) -> None:
    asked(person, 2)
    me = {"id": 123456, "is_bot": True, "first_name": "Heads Up"}
    member, kicked = {"user": me, "status": "member"}, {"user": me, "status": "kicked", "until_date": 0}
    common = {"chat": person.chat, "from": person.user, "date": 1}
    telegram.push(my_chat_member={**common, "old_chat_member": member, "new_chat_member": kicked})
    telegram.push(my_chat_member={**common, "old_chat_member": kicked, "new_chat_member": member})
    person.writes("no")
    person.waits("Question 3 of 10")


def test_a_text_that_is_too_long_is_refused_with_the_advice(served: Served, person: Person) -> None:
    person.writes("a" * 3000 + " I have crushing chest pain")
    told = person.waits("too long")
    assert "112" in told["text"].split("I am sorry")[0]
    assert turns(served) == 0


def test_the_language_and_the_typing_sign(serve: Serve, telegram: Telegram) -> None:
    served, person = serve(), Person(telegram, locale="hi")
    person.writes("what are the risks?")
    person.waits(opening("risks_overview"))
    key = served.channel._secrecy.chat(person.id)
    assert served.channel._chats.conversations(key)[0].locale == "hi"
    person.user["language_code"] = "en-IN"
    person.writes("what are the risks?")
    until(lambda: served.channel._chats.conversations(key)[0].locale == "en-IN")
    actions = telegram.called("sendChatAction")
    assert actions[0] == {"chat_id": person.id, "action": "typing"}
    assert all("link_preview_options" in call for call in telegram.called("sendMessage"))


FORWARDED = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Ravi", "date": 1_700_000_000}}
OTHER_BOT = {"via_bot": {"id": 99, "is_bot": True, "first_name": "Other"}}


@pytest.mark.parametrize("how", [FORWARDED, OTHER_BOT], ids=["forwarded", "through another bot"])
def test_words_of_somebody_else_are_no_answer(served: Served, person: Person, how: dict[str, Any]) -> None:
    asked(person)
    seen = len(person.sees)
    person.writes("no", **how)
    until(lambda: len(person.sees) > seen)
    assert answers(served, person) == {}
    assert "112" in person.sees[-1]["text"]


def test_words_of_somebody_else_are_no_consent(served: Served, person: Person) -> None:
    person.writes("/check")
    person.waits("or older")
    seen = len(person.sees)
    person.writes("I agree, and I am 18 or older", **FORWARDED)
    until(lambda: len(person.sees) > seen)
    assert state(served, person) == "consent"


def test_a_danger_in_words_of_somebody_else_is_met_with_its_advice(served: Served, person: Person) -> None:
    asked(person)
    person.writes("I have crushing chest pain going down my left arm", **FORWARDED)
    person.waits("112")
