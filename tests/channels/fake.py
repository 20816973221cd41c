"""Conversations in memory that keep the contract's promises: what the tests of the edge talk to."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

from bot.domain.errors import NeverOffered, NotStored, OtherContent, TooManyTurns, UnknownConversation
from bot.domain.messages import (
    Begun,
    BookingVisit,
    Choice,
    Emergency,
    FindingView,
    IncomingMessage,
    Link,
    MessageView,
    News,
    Reply,
    ScreeningView,
)
from bot.domain.names import QUESTIONS

DANGER = Emergency("cardiac", "Call 112 now.")
ANSWERS = {"Yes": "yes", "No": "no", "Not sure": "unsure"}
EMPTY = ScreeningView("not_started", None, None, len(QUESTIONS), checklist_version="test")


@dataclass
class Kept:
    """One conversation."""

    screening: ScreeningView = EMPTY
    messages: list[MessageView] = field(default_factory=list)
    turns: dict[str, tuple[IncomingMessage, tuple[MessageView, ...]]] = field(default_factory=dict)


class FakeConversations:
    """Asks the ten questions by choices. `broken` is what every call that needs the store raises."""

    def __init__(self, most_turns: int = 2000) -> None:
        self.kept: dict[str, Kept] = {}
        self.bookings: dict[str, BookingVisit] = {}
        self.opened: list[str] = []
        self.broken: Exception | None = None
        self.slow = 0.0
        self._most_turns = most_turns
        self._lock = threading.RLock()

    def begin(self, channel: str, locale: str) -> Begun:
        self._store()
        name, kept = uuid.uuid4().hex, Kept()
        kept.messages.append(_bot(f"Hello ({channel}, {locale}).", "greeting"))
        self.kept[name] = kept
        return Begun(name, Reply(tuple(kept.messages), kept.screening))

    def say(self, conversation: str, heard: IncomingMessage) -> Reply:
        with self._lock:
            self._store(heard.text)
            kept = self._find(conversation)
            if heard.id in kept.turns:
                before, replies = kept.turns[heard.id]
                if replace(before, after=None) != replace(heard, after=None):
                    raise OtherContent
                return Reply(replies, kept.screening)
            return self._turn(kept, heard)

    def report(self, conversation: str, text: str) -> None:
        self._store()
        kept = self._find(conversation)
        kept.screening = _after(kept.screening, text, self.emergency(text))

    def history(self, conversation: str) -> Reply:
        self._store()
        kept = self._find(conversation)
        return Reply(tuple(kept.messages), kept.screening)

    def erase(self, conversation: str) -> None:
        self._store()
        self._find(conversation)
        del self.kept[conversation]

    def emergency(self, text: str) -> Emergency | None:
        return DANGER if "chest pain" in text else None

    def visit_booking(self, reference: str) -> BookingVisit:
        self._store()
        self.opened.append(reference)
        return self.bookings.get(reference, BookingVisit("unknown"))

    def check(self) -> None:
        self._store()

    def _turn(self, kept: Kept, heard: IncomingMessage) -> Reply:
        offered = {choice.value: choice.title for message in kept.messages for choice in message.choices}
        if heard.choice is not None and heard.choice not in offered:
            raise NeverOffered
        if heard.after and heard.after not in {message.id for message in kept.messages}:
            raise NeverOffered
        if len(kept.turns) >= self._most_turns:
            raise TooManyTurns
        text = heard.text or offered[heard.choice or ""]
        kept.screening = _after(kept.screening, text, self.emergency(text))
        replies = _replies(kept.screening)
        kept.messages += [MessageView(heard.id, "visitor", _now(), text), *replies]
        kept.turns[heard.id] = (heard, replies)
        return Reply(replies, kept.screening, News())

    def _find(self, conversation: str) -> Kept:
        if conversation not in self.kept:
            raise UnknownConversation
        return self.kept[conversation]

    def _store(self, text: str | None = None) -> None:
        time.sleep(self.slow)
        if isinstance(self.broken, NotStored):
            raise NotStored("broken", self.emergency(text) if text else None)
        if self.broken:
            raise self.broken


def _after(screening: ScreeningView, text: str, danger: Emergency | None) -> ScreeningView:
    if danger or screening.red_flags:
        return replace(EMPTY, state="finished", outcome="urgent", red_flags=("cardiac",))
    if screening.state == "asking" and screening.question and text in ANSWERS:
        answers = {**screening.answers, screening.question: ANSWERS[text]}
        left = [question for question in QUESTIONS if question not in answers]
        if not left:
            findings = tuple(FindingView(q, a, None) for q, a in answers.items() if a != "no")  # type: ignore[arg-type]
            outcome = "avoid" if findings else "eligible"
            return replace(EMPTY, state="finished", answers=answers, findings=findings, outcome=outcome)  # type: ignore[arg-type]
        place = QUESTIONS.index(left[0]) + 1
        return replace(screening, answers=answers, question=left[0], position=place)  # type: ignore[arg-type]
    if screening.state == "not_started" and text == "check":
        return replace(EMPTY, state="asking", question=QUESTIONS[0], position=1)
    return screening


def _replies(screening: ScreeningView) -> tuple[MessageView, ...]:
    if screening.red_flags:
        return (_bot(DANGER.text, "emergency:cardiac"),)
    if screening.state == "asking":
        choices = tuple(Choice(title, f"{screening.question}:{value}") for title, value in ANSWERS.items())
        return (replace(_bot(f"Do you have {screening.question}?", "question"), choices=choices),)
    if screening.outcome == "eligible":
        links = (Link("Open the booking page", "http://127.0.0.1:8000/book/abc"),)
        return (_bot("Your answers: no.", "summary"), replace(_bot("Done.", "outcome:eligible"), links=links))
    return (_bot("I can ask ten questions: write check.", "capabilities"),)


def _bot(text: str, topic: str) -> MessageView:
    return MessageView(uuid.uuid4().hex, "bot", _now(), text, topic)


def _now() -> datetime:
    return datetime.now(timezone.utc)
