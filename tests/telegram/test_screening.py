"""A whole screening on Telegram, by buttons and by typing."""

from __future__ import annotations

from tests.conversation import knowledge
from tests.telegram.conftest import Served
from tests.telegram.emulator import Telegram
from tests.telegram.person import Person, titles

AGREE = "I agree, and I am 18 or older"


def test_by_buttons(served: Served, person: Person, telegram: Telegram) -> None:
    person.writes("/start")
    person.waits("Hello, and welcome")
    person.taps("Start the check")
    person.waits("Do you agree?")
    person.taps(AGREE)
    for number in range(1, 11):
        question = person.waits(f"Question {number} of 10")
        assert titles(question) == ["Yes", "No", "Not sure", "Rather not say", "Why do you ask?"]
        person.taps("No")
    last = person.waits("none of the listed reasons")
    [link] = last["reply_markup"]["inline_keyboard"][0]
    assert link["url"].startswith("http://127.0.0.1:8000/book/")
    taken = [message for message in person.sees if "✓ No" in message["text"]]
    assert len(taken) == 10
    assert not any(titles(message) for message in taken)
    assert len(telegram.called("answerCallbackQuery")) == 12
    assert len(telegram.called("getMe")) == 1


def test_by_typing(served: Served, person: Person) -> None:
    person.writes("/start")
    person.writes("can we start the safety check?")
    person.waits("Do you agree?")
    person.writes("yes")
    for number in range(1, 11):
        person.waits(f"Question {number} of 10")
        person.writes("no" if number != 3 else "not sure")
    last = person.waits("Please speak with a clinician")
    assert not last.get("reply_markup")
    assert not [m for m in person.sees for entity in m["entities"] if entity["type"] in ("url", "text_link")]
    assert knowledge().clinic.website in last["text"]
