"""A whole screening on Telegram, by buttons and by typing."""

from __future__ import annotations

from functools import partial

import pytest

from bot.content.placeholders import COMMANDS
from bot.dialogue.port import Dialogue
from bot.dialogue.rasa.training import NotTrained
from tests.conversation import knowledge, rasa_dialogue
from tests.telegram.conftest import Serve, Served
from tests.telegram.emulator import Telegram
from tests.telegram.person import Person, opening, screens, titles, until
from tests.telegram.test_delivery import conversation_of
from tests.telegram.test_messages import AGREE


@pytest.fixture(scope="module")
def model() -> Dialogue:
    """The trained model, where `make train` has made one."""
    try:
        return rasa_dialogue()
    except NotTrained as reason:
        pytest.skip(str(reason))


def test_by_buttons(served: Served, person: Person, telegram: Telegram) -> None:
    person.writes("/start")
    person.waits("Hello, and welcome")
    person.taps("Start the check")
    person.waits("or older")
    person.taps(AGREE)
    for number in range(1, 11):
        question = person.waits(f"Question {number} of 10")
        assert titles(question) == ["Yes", "No", "Not sure", "Rather not say", "Why do you ask?"]
        person.taps("No")
    last = person.waits(opening("outcome_eligible"))
    [link] = last["reply_markup"]["inline_keyboard"][0]
    assert link["url"].startswith("http://127.0.0.1:8000/book/")
    taken = [message for message in person.sees if "✓ No" in message["text"]]
    assert len(taken) == 10
    assert not any(titles(message) for message in taken)
    assert len(telegram.called("answerCallbackQuery")) == 12
    assert len(telegram.called("getMe")) == 1


def test_by_typing(served: Served, person: Person) -> None:
    person.writes("/start")
    last = screens(person, {3: "not sure"}, opening("outcome_ask_clinician"))
    assert not last.get("reply_markup")
    assert not [m for m in person.sees for entity in m["entities"] if entity["type"] in ("url", "text_link")]
    assert knowledge().clinic.website in last["text"]


@pytest.mark.postgres
def test_on_postgresql(serve: Serve, telegram: Telegram, postgres_url: str) -> None:
    person = Person(telegram)
    serve(url=postgres_url)
    screens(person, {3: "yes"}, opening("outcome_avoid"))


@pytest.mark.model
def test_with_the_trained_model_by_typing(serve: Serve, telegram: Telegram, model: Dialogue) -> None:
    person = Person(telegram)
    serve(model)
    screens(person, {}, opening("outcome_eligible"))
    assert person.sees[-1]["reply_markup"]


@pytest.mark.model
def test_commands_mean_the_same_to_the_trained_model(
    serve: Serve, telegram: Telegram, model: Dialogue
) -> None:
    served, person = serve(model), Person(telegram)
    expected = {
        "help": "capabilities",
        "privacy": "privacy",
        "mydata": "my_data",
        "human": "talk_to_human",
        "start": "greeting",
        "check": "consent",
        "agree": "question:blood_pressure_or_heart",
        "stop": "paused",
        "delete": "my_data",
    }
    person.writes("what are the risks?")
    for command, topic in expected.items():
        before = len(served.house.conversations.history(until_there(served, person)).messages)
        seen = len(person.sees)
        person.writes(f"/{command}" if command in COMMANDS else "yes, I agree")
        assert until(partial(told_since, served, person, before, topic)), command
        until(partial(is_shown, person, seen, newest_text(served, person)))  # and is read before the next


def told_since(served: Served, person: Person, known: int, topic: str) -> bool:
    return topic in topics_after(served, person, known)


def is_shown(person: Person, seen: int, text: str) -> bool:
    return any(text in message["text"] for message in person.sees[seen:])


def newest_text(served: Served, person: Person) -> str:
    history = served.house.conversations.history(conversation_of(served, person.id)).messages
    return history[-1].text.strip()


def topics_after(served: Served, person: Person, known: int) -> list[str | None]:
    history = served.house.conversations.history(conversation_of(served, person.id)).messages
    return [message.topic for message in history[known:] if message.sender == "bot"]


def until_there(served: Served, person: Person) -> str:
    person.waits(opening("risks_overview"))
    return conversation_of(served, person.id)
