"""How many turns, how long, and what is left after erasing."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bot.domain.errors import TooManyTurns, UnknownConversation
from bot.domain.messages import IncomingMessage
from bot.turn import limits
from tests.conversation import House, Talk


def test_a_full_conversation_takes_no_more_but_repeats(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TURNS", 3)
    for id in ("a", "b", "c"):
        talk.says("what are the risks?", id=id)
    before = talk.looks()
    with pytest.raises(TooManyTurns):
        talk.says("what are the risks?")
    assert talk.says("what are the risks?", id="a").messages
    assert talk.looks() == before


def test_two_thousand_turns_are_the_most() -> None:
    assert limits.MOST_TURNS == 2_000


def test_an_unused_conversation_expires(talk: Talk, home: House) -> None:
    home.clock.advance(days=29)
    talk.says("what are the risks?")
    home.clock.advance(days=29)
    talk.says("what are the risks?")
    home.clock.advance(days=30, seconds=1)
    with pytest.raises(UnknownConversation):
        talk.says("no")
    with pytest.raises(UnknownConversation):
        talk.looks()


def test_an_erased_conversation_is_unknown_for_a_repeat_too(talk: Talk) -> None:
    talk.reaches("eye_condition")
    talk.says("delete my data")
    reply = talk.says("yes", id="last")
    assert [message.topic for message in reply.messages] == ["my_data"]
    assert (reply.screening.state, reply.screening.answers, reply.screening.findings) == (
        "not_started",
        {},
        (),
    )
    for call in (lambda: talk.says("yes", id="last"), talk.looks, lambda: talk.conversations.erase(talk.id)):
        with pytest.raises(UnknownConversation):
            call()


def test_a_conversation_that_never_was_is_unknown(home: House) -> None:
    with pytest.raises(UnknownConversation):
        home.conversations.say(uuid4().hex, IncomingMessage("a", text="hello"))
    with pytest.raises(UnknownConversation):
        home.conversations.history("nothing")
