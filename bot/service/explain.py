"""`explain`: how one text is read, step by step, and what answers it. Nothing is stored."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.content.loading import load
from bot.domain.screening import Screening
from bot.language.context.in_context import Setting, in_context
from bot.language.context.unheard import own_words
from bot.language.readers import Readers
from bot.language.red_flags.finding import find
from bot.language.text import sentences
from bot.service.assembly import load_dialogue
from bot.settings import read_settings
from bot.turn.record import carry_out

if TYPE_CHECKING:
    from bot.domain.interpretation import Interpretation


def explain(text: str, asked: str | None = None, subject: str | None = None) -> Iterator[str]:
    """The steps of reading `text`, typed while the question `asked` stands, or at the beginning.

    Takes seconds, for the model is loaded. Raises SettingsError, KnowledgeError, NotTrained and OtherRasa;
    KeyError for a question that the checklist does not have.
    """
    readers = Readers.of(load())
    knowledge = readers.knowledge
    screening = Screening(subject=subject)
    if asked is not None:
        version, question = knowledge.checklist.version, knowledge.checklist[asked].id
        screening = screening.but(
            state="asking", question=question, checklist_version=version, asked=1, run=1
        )
    dialogue = load_dialogue(read_settings(os.environ), readers)
    yield f"words      {' '.join(word.text for word in sentences.read(text).words)}"
    yield f"red flags  {', '.join(find(text, readers.red_flags)) or 'none by the rules'}"
    read = dialogue.understand(text, screening)
    yield from _understood("read", read)
    setting = Setting(
        screening,
        knowledge.checklist,
        knowledge.clinic.minimum_age,
        datetime.now().astimezone().date(),
        readers.lexicon.wishes,
        own_words=own_words(knowledge.checklist.questions, knowledge.lay_words),
    )
    meant = in_context(read, setting)
    yield f"wishes     {', '.join(sorted(readers.lexicon.wishes.read(text).found)) or 'none'}"
    yield from _understood("in context", meant)
    yield f"doubtful   {meant.doubtful}; asked about: {', '.join(meant.possible_flags) or 'none'}"
    if asked is not None:
        answer = readers.answers.read(asked, meant, subject=subject)
        yield f"answer     {answer}"
    chosen = dialogue.respond(screening, meant)
    for command in chosen:
        yield f"command    {command}"
    for utterance in carry_out(chosen, screening, knowledge).utterances:
        yield f"says       [{utterance.saying.topic}]"


def _understood(step: str, read: Interpretation) -> Iterator[str]:
    topics = f" {', '.join(read.topics)}" if read.topics else ""
    yield f"{step:<10} {read.intent}{topics} ({read.confidence:.2f})"
    for mention in read.mentions:
        whose = f", of {mention.person}" if mention.person else ""
        yield f"           {mention.text!r}: {mention.question}, {mention.kind}, {mention.status}{whose}"
    if read.ear is not None and step == "read":
        heard = read.ear
        flags = ", ".join(f"{flag} {sure:.2f}" for flag, sure in heard.red_flags)
        yield f"ear        alarm {heard.alarm:.2f} ({flags}), health {heard.health:.2f}"
