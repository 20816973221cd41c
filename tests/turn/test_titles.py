"""The title of an offered choice, typed, is that choice (contract, section 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.errors import UnknownConversation
from tests.conversation import House, Talk


def at_the_greeting(talk: Talk) -> None:
    """Nothing was asked yet."""


def at_the_consent(talk: Talk) -> None:
    talk.chooses("Start")


def at_the_consent_of_another(talk: Talk) -> None:
    talk.says("this is for my mother")


def paused(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("stop")


def before_erasing(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("delete my data")


def before_erasing_after_the_end(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says("delete my data")


def whose_they_are(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("this is for my mother")


def in_doubt(talk: Talk) -> None:
    talk.agrees()
    talk.says("qwrt zxcv plk")
    talk.answers_all()


def in_doubt_after_the_end(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says("qwrt zxcv plk")


def in_danger(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("my hands feel odd today")


def in_danger_before_consent(talk: Talk) -> None:
    talk.says("my hands feel odd today")


def told_again(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all()
    talk.says("can we start the safety check?")


PLACES = [
    at_the_greeting, at_the_consent, at_the_consent_of_another, paused, before_erasing,
    before_erasing_after_the_end, whose_they_are, in_doubt, in_doubt_after_the_end, in_danger,
    in_danger_before_consent, told_again,
]  # fmt: skip


def offered(talk: Talk) -> list[tuple[str, str]]:
    """Title and value of each choice under the newest message that has some."""
    newest = next(message for message in reversed(talk.shown) if message.choices)
    return [(choice.title, choice.value) for choice in newest.choices]


def shown(talk: Talk) -> dict[str, Any]:
    """How it stands, and what was said of it."""
    screening = talk.screening.as_json()
    texts = [message.text for message in talk.reply.messages if message.sender == "bot"]
    return {**screening, "topics": talk.topics, "texts": texts, "links": len(talk.links)}


def gone(talk: Talk) -> bool:
    try:
        talk.looks()
    except UnknownConversation:
        return True
    return False


@pytest.mark.parametrize("stands", PLACES, ids=lambda place: place.__name__)
def test_a_title_typed_does_what_its_button_does(home: House, stands: Callable[[Talk], None]) -> None:
    first = Talk(home.conversations)
    stands(first)
    for title, value in offered(first):
        pressing, typing = Talk(home.conversations), Talk(home.conversations)
        stands(pressing)
        stands(typing)
        pressing.presses(value)
        typing.says(title)
        assert shown(typing) == shown(pressing), title
        assert gone(typing) == gone(pressing), title


def test_asked_for_again_after_the_end_the_check_can_be_begun_anew(talk: Talk) -> None:
    told_again(talk)
    assert [value for _, value in offered(talk)] == ["start_over"]
    assert len(talk.links) == 1
    talk.presses("start_over")
    assert (talk.question, talk.answers) == ("blood_pressure_or_heart", {})


def test_an_older_title_typed_where_something_else_is_asked_is_only_words(talk: Talk) -> None:
    before_erasing(talk)
    (_, keep) = (title for title, _ in offered(talk))
    erase = offered(talk)[0][0]
    talk.says(keep)
    assert (talk.state, talk.question) == ("asking", "eye_condition")
    before = talk.answers
    talk.says(erase)
    assert not gone(talk)
    assert talk.answers == before


def test_a_title_typed_under_an_older_message_is_only_words(talk: Talk) -> None:
    talk.chooses("Start")
    agree = offered(talk)[0][0]
    seen = talk.shown[-1].id
    talk.chooses("Agree")
    talk.says(agree, after=seen)
    assert (talk.state, talk.answers) == ("asking", {})
