"""From commands to the record of a turn: carry them out, put it into words, and note what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bot.content.knowledge import Knowledge
from bot.domain.names import SELF_HARM
from bot.domain.screening import Screening, changes
from bot.domain.turn_record import BotMessage, ChangedAnswer, TurnRecord
from bot.screening import commands
from bot.screening.choices import choices_for
from bot.screening.commands import Command
from bot.screening.saying import OUTCOME, Saying, Utterance, remark
from bot.screening.wording import text_of, with_remarks
from bot.turn.outcome import judged, tell_outcome


@dataclass(frozen=True)
class Response:
    """What commands came to: the screening after them, and every saying with its buttons."""

    screening: Screening
    utterances: tuple[Utterance, ...]


def carry_out(chosen: Iterable[Command], screening: Screening, knowledge: Knowledge) -> Response:
    """Carry the commands out, one after the other. Buttons are those of the moment of their saying.

    After thoughts of self-harm every message leads with the helpline.
    """
    first = SELF_HARM in screening.red_flags
    utterances: list[Utterance] = []
    for command in chosen:
        screening, sayings = commands.make(command, screening, knowledge)
        utterances.extend(
            Utterance(saying, choices_for(saying.choices, screening, knowledge)) for saying in sayings
        )
    if not any(each.saying.topic for each in utterances):
        raise commands.BadCommand("a turn without a message")
    if first and utterances[0].saying.topic != f"emergency:{SELF_HARM}":
        utterances.insert(0, Utterance(remark("self_harm_first")))
    return Response(screening, tuple(utterances))


def carried_out(chosen: Iterable[Command], screening: Screening, knowledge: Knowledge) -> Screening:
    """The screening after the commands."""
    for command in chosen:
        screening, _ = commands.make(command, screening, knowledge)
    return screening


def record_of(
    response: Response, before: Screening, knowledge: Knowledge, cause: str, at: datetime
) -> TurnRecord:
    """The record of a response: answers changed since `before`, the outcome of all answers, and the messages.

    What was heard and how it was taken is added by whoever knows it (`dataclasses.replace`).
    """
    after = response.screening
    return TurnRecord(
        at=at,
        screening=after,
        outcome=judged(after, knowledge).outcome,
        changed=changed_answers(before, after, words=after, cause=cause),
        messages=tuple(_messages(response, knowledge, at)),
    )


def changed_answers(
    before: Screening, after: Screening, *, words: Screening, cause: str
) -> tuple[ChangedAnswer, ...]:
    """Both values of every answer that changed, with the run and what was said as `words` has them."""
    return tuple(
        ChangedAnswer(question, old, new, words.said.get(question), words.run, cause)
        for question, old, new in changes(before, after)
    )


def _messages(response: Response, knowledge: Knowledge, at: datetime) -> Iterable[BotMessage]:
    subject = response.screening.subject
    worded = [(each, _text(each.saying, knowledge, subject)) for each in response.utterances]
    for each, text in with_remarks(worded):
        message = BotMessage(str(uuid4()), each.saying.topic or "", text, each.buttons)
        if message.topic == OUTCOME:
            message = _outcome(message, response.screening, knowledge, at)
        yield message


def _text(saying: Saying, knowledge: Knowledge, subject: str | None) -> str:
    return "" if saying.topic == OUTCOME else text_of(saying, knowledge, subject)


def _outcome(message: BotMessage, screening: Screening, knowledge: Knowledge, at: datetime) -> BotMessage:
    """The message with the outcome in it; remarks that led it stay in front."""
    told = tell_outcome(screening, knowledge, at)
    text = "\n\n".join(part for part in (message.text.strip(), told.text) if part)
    return replace(message, topic=told.topic, text=text, booking=told.booking)
