"""A person who talks to the assistant: the real turn on a real store, with Rasa or with rules in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from bot.content.knowledge import Knowledge
from bot.content.loading import load
from bot.dialogue.port import Dialogue
from bot.domain.messages import IncomingMessage, Link, MessageView, Reply, ScreeningView
from bot.language.readers import Readers
from bot.language.red_flags.finding import find
from bot.service.assembly import load_dialogue
from bot.settings import Settings, read_settings
from bot.store.conversations.store import Store
from bot.turn.conversations import Conversations

SECRET = "0123456789abcdef0123456789abcdef"
FIRST = datetime(2025, 6, 2, 9, 0, tzinfo=timezone.utc)

_SIDES = {
    "agree": ("consent", "yes"),
    "do not agree": ("consent", "no"),
    "under age": ("consent", "under_age"),
    "erase": ("erase", "yes"),
    "keep": ("erase", "no"),
    "theirs": ("whose", "yes"),
    "not theirs": ("whose", "no"),
    "nothing about health": ("doubt", "none"),
    "perhaps about health": ("doubt", "health"),
    "happening now": ("emergency", "yes"),
    "not happening now": ("emergency", "no"),
}
_NO_QUESTIONS = ("consent", "erase", "whose", "doubt", "emergency", "topic")
_ANSWERS = {
    "yes": "yes",
    "no": "no",
    "not sure": "unsure",
    "rather not say": "declined",
    "why do you ask?": "why",
}


@cache
def knowledge() -> Knowledge:
    """The clinic's own knowledge."""
    return load()


@cache
def readers() -> Readers:
    """What reads messages by it, compiled once per process."""
    return Readers.of(knowledge())


@cache
def rasa_dialogue() -> Dialogue:
    """Rasa with the trained model, loaded once per process. Raises NotTrained."""
    return load_dialogue(read_settings({**os.environ, "SECRET_KEY": SECRET}), readers())


@cache
def red_flags() -> Callable[[str], tuple[str, ...]]:
    """The clinic's own rules for red flags."""
    return partial(find, rules=readers().red_flags)


class Clock:
    """The time of day, which moves only when told to, and a second with each look."""

    def __init__(self) -> None:
        self._now = FIRST

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def advance(self, **units: float) -> None:
        self._now += timedelta(**units)


def settings_for(url: str, **more: str) -> Settings:
    """The service's settings on the database `url`."""
    return read_settings({"DATABASE_URL": url, "SECRET_KEY": SECRET, "RATE_LIMIT": "0", **more})


@dataclass
class House:
    """Conversations with everything under them, for a test to look into."""

    store: Store
    conversations: Conversations
    clock: Clock
    settings: Settings
    dialogue: Dialogue


@cache
def _tables() -> bytes:
    """A SQLite database with empty tables, made once per process."""
    with TemporaryDirectory() as folder:
        store = Store(sqlite_file(Path(folder)))
        store.migrate()
        store.dispose()
        return (Path(folder) / "conversations.db").read_bytes()


def migrated(url: str) -> Store:
    """A store on the database `url` with its tables; a new SQLite file is a copy of one that has them."""
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not file.exists():
        file.write_bytes(_tables())
        return Store(url)
    store = Store(url)
    store.migrate()
    return store


@contextmanager
def house(
    url: str, dialogue: Dialogue, now: Callable[[], datetime] | None = None, /, **more: str
) -> Iterator[House]:
    """Conversations on the database `url`, closed at the end; their time is the house's clock, or `now`."""
    settings, clock = settings_for(url, **more), Clock()
    store = migrated(url)
    try:
        made = Conversations(store, dialogue, knowledge(), red_flags(), settings, now=now or clock)
        yield House(store, made, clock, settings, dialogue)
    finally:
        store.dispose()


def sqlite_file(folder: Path) -> str:
    """The address of a SQLite database in `folder`."""
    return f"sqlite:///{folder / 'conversations.db'}"


@dataclass
class Talk:
    """One person's conversation. Keeps what was shown, and the newest reply."""

    conversations: Conversations
    shown: list[MessageView] = field(default_factory=list)
    reply: Reply = field(init=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        begun = self.conversations.begin("web", "en")
        self.id, self.reply = begun.conversation, begun.reply
        self.shown.extend(begun.reply.messages)

    def says(
        self,
        text: str,
        id: str | None = None,
        after: str | None = None,
        arrived: datetime | None = None,
    ) -> Reply:
        """Type a text, which arrived at a moment that may be before the newest reply."""
        return self._hear(IncomingMessage(id or str(uuid4()), text=text, after=after, arrived=arrived))

    def chooses(self, title: str, question: str | None = None, id: str | None = None) -> Reply:
        """Press the newest button of that name, or the newest that was offered for `question`."""
        return self.presses(self.value(title, question), id)

    def presses(self, value: str, id: str | None = None) -> Reply:
        """Press the button that sends `value`."""
        return self._hear(IncomingMessage(id or str(uuid4()), choice=value))

    def value(self, title: str, question: str | None = None) -> str:
        """What the newest button of that name sends."""
        for message in reversed(self.shown):
            for choice in message.choices:
                if _is(choice.value, title.casefold(), question):
                    return choice.value
        raise LookupError(f"no choice {title!r} was offered" + (f" for {question}" if question else ""))

    def agrees(self) -> Reply:
        """From the greeting to the first question."""
        self.chooses("Start")
        return self.chooses("Agree")

    def reaches(self, question: str) -> Talk:
        """From the greeting to `question`, with No to everything before it."""
        self.agrees()
        while self.question != question:
            self.chooses("No")
        return self

    def answers_all(self, *but: tuple[str, str]) -> Reply:
        """Answer every question that is left with No, apart from `but` (question, choice); no doubt."""
        exceptions = dict(but)
        while self.state == "asking" and self.question is not None:
            self.chooses(exceptions.get(self.question, "No"))
        return self.reply

    def looks(self) -> Reply:
        """The whole history, as a page that is opened anew."""
        return self.conversations.history(self.id)

    @property
    def screening(self) -> ScreeningView:
        return self.reply.screening

    @property
    def state(self) -> str:
        return self.reply.screening.state

    @property
    def question(self) -> str | None:
        return self.reply.screening.question

    @property
    def outcome(self) -> str | None:
        return self.reply.screening.outcome

    @property
    def answers(self) -> dict[str, str]:
        return dict(self.reply.screening.answers)

    @property
    def topics(self) -> list[str | None]:
        return [message.topic for message in self.reply.messages]

    @property
    def links(self) -> list[Link]:
        return links_of(self.reply)

    def _hear(self, heard: IncomingMessage) -> Reply:
        self.reply = self.conversations.say(self.id, heard)
        known = {message.id for message in self.shown}
        self.shown.extend(message for message in self.reply.messages if message.id not in known)
        return self.reply


def links_of(reply: Reply) -> list[Link]:
    """Every link under the messages of a reply."""
    return [link for message in reply.messages for link in message.links]


def _is(value: str, title: str, question: str | None) -> bool:
    about, _, rest = value.partition(":")
    if title in ("start", "continue"):
        return value == title
    if title in _SIDES:
        return (about, rest.partition(":")[0]) == _SIDES[title]
    if title not in _ANSWERS:
        return value == title
    wanted = about == question if question else about not in _NO_QUESTIONS
    return wanted and rest.partition(":")[0] == _ANSWERS[title]


def plain(reply: Reply) -> Any:
    """A reply as the visitor gets it."""
    return reply.as_json()
