"""The content that Rasa's components and actions work with, which Rasa makes without arguments.

The service provides what it loaded. Where Rasa runs alone (`rasa train`, `rasa shell`), it is loaded
here, once.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.content.knowledge import Knowledge
from bot.content.loading import load
from bot.language.answers.reading import AnswerReader
from bot.language.lexicon.lexicon import Lexicon


@dataclass(frozen=True)
class Provided:
    """The clinic's content, and what was compiled from it."""

    knowledge: Knowledge
    lexicon: Lexicon
    answers: AnswerReader

    @classmethod
    def of(cls, knowledge: Knowledge) -> Provided:
        """With everything compiled. Raises KnowledgeError."""
        lexicon = Lexicon(knowledge)
        return cls(knowledge, lexicon, AnswerReader(knowledge.checklist, lexicon.answers, lexicon.wishes))


_kept: list[Provided] = []


def provide(provided: Provided) -> None:
    """From now on this is what components and actions get."""
    _kept[:] = [provided]


def provided() -> Provided:
    """What the service provided; else the clinic's own files. Raises KnowledgeError."""
    if not _kept:
        provide(Provided.of(load()))
    return _kept[0]
