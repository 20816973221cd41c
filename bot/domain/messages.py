"""What a channel shows: messages, the screening, and the reply to one turn, in the contract's shapes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.domain.names import Answer, Outcome, State


@dataclass(frozen=True)
class Choice:
    """A button: what it says and the value that it sends."""

    title: str
    value: str


@dataclass(frozen=True)
class Link:
    """A link under a message."""

    title: str
    url: str


@dataclass(frozen=True)
class MessageView:
    """A message as the visitor sees it."""

    id: str
    sender: Literal["bot", "visitor"]
    at: datetime
    text: str
    topic: str | None = None
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's `Message`."""
        return {
            "id": self.id,
            "from": self.sender,
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "text": self.text,
            "topic": self.topic,
            "choices": [{"title": choice.title, "value": choice.value} for choice in self.choices],
            "links": [{"title": link.title, "url": link.url} for link in self.links],
        }


@dataclass(frozen=True)
class FindingView:
    """An answer that kept the outcome from `eligible`, with the person's words."""

    question: str
    answer: Answer
    said: str | None


@dataclass(frozen=True)
class ScreeningView:
    """Where the screening stands."""

    state: State
    question: str | None
    position: int | None
    total: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    outcome: Outcome | None = None
    findings: tuple[FindingView, ...] = ()
    red_flags: tuple[str, ...] = ()
    checklist_version: str | None = None
    unheard: tuple[str, ...] = ()
    """Messages of which nobody knows what they say about health, oldest first."""
    locale: str = "en"

    def as_json(self) -> dict[str, Any]:
        """The contract's `Screening`."""
        return {
            "state": self.state,
            "question": self.question,
            "position": self.position,
            "total": self.total,
            "answers": dict(self.answers),
            "outcome": self.outcome,
            "findings": [vars(finding) for finding in self.findings],
            "red_flags": list(self.red_flags),
            "checklist_version": self.checklist_version,
            "unheard": list(self.unheard),
            "locale": self.locale,
        }


@dataclass(frozen=True)
class News:
    """What a new turn brought, for whoever counts: an outcome or red flags that were not there before it."""

    outcome: Outcome | None = None
    red_flags: tuple[str, ...] = ()
    understood: bool = True
    failed: bool = False


@dataclass(frozen=True)
class Reply:
    """The messages of one turn (or of the whole history) and the screening after it.

    Without `news` no turn was taken: it is the history, or the stored reply to the same message again.
    """

    messages: tuple[MessageView, ...]
    screening: ScreeningView
    news: News | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The contract's answer to `POST /messages` and `GET /conversation`."""
        return {
            "messages": [message.as_json() for message in self.messages],
            "screening": self.screening.as_json(),
        }


@dataclass(frozen=True)
class Begun:
    """A conversation that was just opened."""

    conversation: str
    reply: Reply


@dataclass(frozen=True)
class IncomingMessage:
    """One message from a person: a text or a choice, never both.

    `id` is the sender's own id of it; `after` the newest bot message that the sender had seen. `arrived`
    is when
    it came in: without `after`, a question that was put later was not seen.
    """

    id: str
    text: str | None = None
    choice: str | None = None
    after: str | None = None
    arrived: datetime | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """Tells its content from another one under the same id: 64 hexadecimal digits."""
        content = json.dumps([self.text, self.choice], ensure_ascii=True)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Emergency:
    """A red flag read from a text that could not be stored, with the advice to show."""

    flag: str
    text: str


@dataclass(frozen=True)
class BookingVisit:
    """What opening a booking reference comes to. `url` is set only for `forward`."""

    kind: Literal["forward", "demonstration", "expired", "withdrawn", "unknown"]
    url: str | None = None
