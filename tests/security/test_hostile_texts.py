"""Texts that pose as commands move no slot, no intent and no outcome, on the web and on Telegram."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql
from starlette.testclient import TestClient

from bot.channels.web.app import create_app
from bot.content.placeholders import COMMANDS
from bot.domain.messages import Reply
from bot.language.text.slash import looks_like_a_command
from tests.channels.visitor import Visitor
from tests.conversation import House, house, knowledge, links_of, rasa_dialogue, sqlite_file
from tests.security.hostile import INJECTIONS, SLASH
from tests.security.size import some
from tests.security.test_forgeries import Tried, message_of, tried
from tests.telegram.updates import Updates

__all__ = ["tried"]
pytestmark = [pytest.mark.model, pytest.mark.xdist_group("model")]

BEFORE = {
    "asking": ("can we start the safety check?", "yes, I agree"),
    "avoid": ("can we start the safety check?", "yes, I agree", "yes", *["no"] * 9),
}
"""What is said before: then the first question is asked, or the screening has ended with a finding."""
Say = Callable[[str], None]
See = Callable[[], Reply]


class Web:
    """Conversations over HTTP."""

    def __init__(self, home: House, client: TestClient) -> None:
        self.home, self._client = home, client

    def begin(self) -> tuple[Say, See]:
        visitor = Visitor(self._client)
        name = visitor.begun["token"].partition(".")[0]

        def say(text: str) -> None:
            assert visitor.send(text=text).status_code in (200, 422), text

        return say, lambda: self.home.conversations.history(name)


class Telegram:
    """Conversations in chats."""

    def __init__(self, updates: Updates) -> None:
        self.home, self._updates, self._chat = updates.house, updates, 0

    def begin(self) -> tuple[Say, See]:
        self._chat += 1
        chat, updates = self._chat, self._updates
        updates.handles(message_of(chat, "/start"))
        [row] = updates.turns.chats.conversations(updates.secrecy.chat(chat))
        name = row.conversation_id

        def say(text: str) -> None:
            updates.handles(message_of(chat, text))

        return say, lambda: self.home.conversations.history(name)


@pytest.fixture(params=["web", "telegram"])
def channel(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Web | Telegram]:
    """The real turn with the trained model, behind each channel."""
    url = sqlite_file(tmp_path)
    if request.param == "telegram":
        with Updates(url, rasa_dialogue()) as updates:
            yield Telegram(updates)
        return
    with house(url, rasa_dialogue()) as home:
        app = create_app(home.conversations, home.settings, knowledge())
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            yield Web(home, client)


def interpretation(home: House) -> list[dict[str, Any]]:
    """What the turns were understood as, newest last."""
    with home.store.reading() as reader:
        rows = reader._session.execute(sql("SELECT understood FROM turns ORDER BY id")).scalars()
        return [json.loads(row) if isinstance(row, str) else row for row in rows]


def moved_by(channel: Web | Telegram, place: str, texts: list[str]) -> list[str]:
    """The texts that moved the screening or brought a link at this place.

    Each question is asked in a conversation of its own: the second unclear reply to one counts as unsure.
    """
    found = []
    for number, text in enumerate(texts):
        if number == 0 or place == "asking":
            say, see = channel.begin()
            for said in BEFORE[place]:
                say(said)
        before = see()
        assert (before.screening.state, before.screening.outcome) in (("asking", None), ("finished", "avoid"))
        say(text)
        after = see()
        if after.screening != before.screening or links_of(after):
            found.append(text)
    return found


def for_telegram(texts: list[str], channel: Web | Telegram) -> list[str]:
    """On Telegram the commands of its own menu are ones."""
    if isinstance(channel, Web):
        return texts
    return [text for text in texts if text.strip().strip("/") not in COMMANDS]


@pytest.mark.parametrize("place", BEFORE)
def test_slash_texts_move_nothing(channel: Web | Telegram, place: str, tried: Tried) -> None:
    texts = for_telegram(some(SLASH), channel)
    assert moved_by(channel, place, texts) == []
    told = [turn for turn in interpretation(channel.home) if turn and "slash" in turn.get("topics", ())]
    assert len(told) == len(texts), "each was read as a command, and as nothing else"
    assert {turn["intent"] for turn in told} == {"not_understood"}
    tried(f"slash texts, {type(channel).__name__}, {place}", len(texts))


@pytest.mark.parametrize("place", BEFORE)
def test_injections_move_nothing(channel: Web | Telegram, place: str, tried: Tried) -> None:
    texts = some(INJECTIONS)
    assert moved_by(channel, place, texts) == []
    tried(f"injections, {type(channel).__name__}, {place}", len(texts))


def test_every_slash_of_the_corpus_is_known_as_one() -> None:
    assert [text for text in SLASH if not looks_like_a_command(text)] == []


@pytest.mark.parametrize(
    "text", ["no", "120/80", "yes/no", "no / never", "n/a", "(no)", "[no]", "it is { hard"]
)
def test_what_people_write_is_no_command(text: str) -> None:
    assert not looks_like_a_command(text)
