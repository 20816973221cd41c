"""From moves to a reply: make the moves, store what they changed, put it into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.content.knowledge import Knowledge
from bot.domain.messages import Choice
from bot.domain.screening import Screening, changes
from bot.screening import commands
from bot.screening.choices import choices_for
from bot.screening.commands import Command
from bot.screening.saying import OUTCOME, Saying, Utterance
from bot.screening.wording import text_of, with_remarks
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Message, Turn
from bot.store.conversations.unit_of_work import UnitOfWork
from bot.turn.outcome import judged, tell_outcome


@dataclass(frozen=True)
class Made:
    """What moves came to: the screening after them, and every saying with its buttons."""

    screening: Screening
    said: tuple[Utterance, ...]


def make_all(chosen: Iterable[Command], screening: Screening, knowledge: Knowledge) -> Made:
    """Make the moves one after the other. Buttons are those of the moment of their saying."""
    said: list[Utterance] = []
    for command in chosen:
        screening, sayings = commands.make(command, screening, knowledge)
        said.extend(
            Utterance(saying, choices_for(saying.choices, screening, knowledge)) for saying in sayings
        )
    if not any(each.saying.topic for each in said):
        raise commands.BadCommand("a turn without a message")
    return Made(screening, tuple(said))


def store_reply(
    work: UnitOfWork, turn: Turn | None, made: Made, knowledge: Knowledge, cause: str, at: datetime
) -> list[Message]:
    """Store what changed, then the messages. The outcome is computed of what is stored by then."""
    before = work.screening
    work.save(made.screening, judged(made.screening, knowledge).outcome, at)
    store_trail(work, turn, before, work.screening, cause, at)
    return [_store_message(work, turn, item, at) for item in _in_words(work, made, knowledge, at)]


@dataclass(frozen=True)
class _Worded:
    topic: str
    text: str
    choices: tuple[Choice, ...]
    booking: Booking | None = None


def _in_words(work: UnitOfWork, made: Made, knowledge: Knowledge, at: datetime) -> list[_Worded]:
    subject = made.screening.subject
    texts = [(each, _text(each.saying, knowledge, subject)) for each in made.said]
    return [
        _Worded(each.saying.topic or "", text, each.buttons)
        if each.saying.topic != OUTCOME
        else _outcome(work, made.screening, knowledge, text, at)
        for each, text in with_remarks(texts)
    ]


def _text(saying: Saying, knowledge: Knowledge, subject: str | None) -> str:
    return "" if saying.topic == OUTCOME else text_of(saying, knowledge, subject)


def _outcome(
    work: UnitOfWork, screening: Screening, knowledge: Knowledge, remarks: str, at: datetime
) -> _Worded:
    told = tell_outcome(work, screening, knowledge, at)
    text = "\n\n".join(part for part in (remarks.strip(), told.text) if part)
    return _Worded(told.topic, text, (), told.booking)


def _store_message(work: UnitOfWork, turn: Turn | None, worded: _Worded, at: datetime) -> Message:
    return work.add_message(
        turn,
        sender="bot",
        public_id=str(uuid4()),
        text=worded.text,
        at=at,
        topic=worded.topic,
        choices=worded.choices,
        booking=worded.booking,
    )


def store_trail(
    work: UnitOfWork, turn: Turn | None, before: Screening, told: Screening, cause: str, at: datetime
) -> None:
    """Both values of every answer that changed since `before`, with the run and the words that `told` has."""
    for question, old, new in changes(before, work.screening):
        work.record_answer(
            turn,
            run=told.run,
            question=question,
            previous=old,
            answer=new,
            said=told.said.get(question),
            cause=cause,
            at=at,
        )
