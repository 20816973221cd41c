"""From one message to its kind and topics, by the words alone.

First what needs no guess, then the classifier; a message of two questions is taken apart. What is like
nothing that was learned is out of scope or not understood, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from bot.domain.interpretation import Intent, Interpretation
from bot.language.lexicon.lexicon import Lexicon
from bot.language.topics.intents import exact, is_intent, plain_answer
from bot.language.topics.model import OUT_OF_SCOPE, Model
from bot.language.topics.splitting import halves, sentences

_BESIDE: Final = frozenset(
    (
        *("greeting", "thanks", "goodbye", "affirm", "deny", "unsure", "tell"),
        *("upper_back_pain", "out_of_scope", "not_understood"),
    )
)
"""What says little beside a question in the same message."""
MOST: Final = 4
"""Sentences; a longer message is a story, not a list of questions."""


@dataclass(frozen=True)
class Leads:
    """How sure is sure enough. Measured: docs/adr/0003-classifier.md."""

    lead: float = 0.35
    """How far the best label must be ahead of out-of-scope."""
    piece: float = 0.4
    """The confidence with which a part of a message is a question of its own."""


@dataclass(frozen=True)
class Read:
    """One label with its confidence, and the others that were possible."""

    label: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class TopicReader:
    """Reads messages with a learned model."""

    model: Model
    lexicon: Lexicon
    limits: Leads = Leads()

    def read(self, text: str) -> tuple[Interpretation, tuple[tuple[str, float], ...]]:
        """The message as understood, without its conditions, and the ranking of labels."""
        whole = self.label(text)
        chosen = self._two(text) or [self._main(text, whole)]
        topics = tuple(read.label for read in chosen if not is_intent(read.label))
        intent = "topic" if topics else chosen[0].label
        sure = min(read.confidence for read in chosen)
        return Interpretation(text, cast(Intent, intent), sure, topics), whole.ranking

    def label(self, text: str) -> Read:
        """The one label of `text`."""
        message = self.lexicon.intents.normal(text)
        certain = exact(message, self.lexicon.intents) or plain_answer(text, self.lexicon.answers)
        if certain:
            return Read(certain, 1.0, ((certain, 1.0),))
        if not message:
            return Read("not_understood", 1.0, (("not_understood", 1.0),))
        guess = self.model.guess(message)
        ours = next(read for read in guess.ranking if read[0] != OUT_OF_SCOPE)
        if guess.lead >= self.limits.lead:
            return Read(*ours, guess.ranking)
        return Read(OUT_OF_SCOPE if guess.lead < 0 else "not_understood", 1 - ours[1], guess.ranking)

    def _main(self, text: str, whole: Read) -> Read:
        """The label of the whole, or of its one sentence that asks when the whole is a muddle."""
        parts = sentences(text)
        if len(parts) < 2 or (whole.label not in _BESIDE and whole.confidence >= self.limits.piece):
            return whole
        asked = [read for read in map(self.label, parts) if read.label not in _BESIDE]
        best = max(asked, key=lambda read: read.confidence, default=whole)
        return best if best.confidence >= self.limits.piece else whole

    def _two(self, text: str) -> list[Read] | None:
        """Two different topics, each asked clearly."""
        for parts in self._partings(text):
            found: dict[str, Read] = {}
            for read in map(self._beside, map(self.label, parts)):
                if read.label not in _BESIDE and read.confidence >= self.limits.piece:
                    found.setdefault(read.label, read)
            if len(found) == 2 and not any(map(is_intent, found)):
                return list(found.values())
        return None

    def _beside(self, read: Read) -> Read:
        meant = self.lexicon.intents.beside_a_question.get(read.label)
        return replace(read, label=meant) if meant else read

    def _partings(self, text: str) -> Iterator[tuple[str, ...]]:
        parts = sentences(text)
        if 1 < len(parts) <= MOST:
            yield tuple(parts)
        for part in parts[:MOST]:
            yield from halves(part, self.lexicon.intents.asking)
