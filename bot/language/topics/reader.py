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
from bot.language.topics.model import OUT_OF_SCOPE, Model, Ranked
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
_COMMANDS: Final = frozenset(
    (
        *("start_over", "stop", "resume", "wait", "repeat", "rephrase", "why"),
        *("correct", "know_me", "erase", "bypass"),
    )
)
FAR: Final = -0.15
"""So far behind out-of-scope, no part of a message is read by itself."""
CHOICES: Final = 3
"""Labels that are tried, best first: one without the lead that its kind needs leaves room for the next."""


@dataclass(frozen=True)
class Leads:
    """How sure is sure enough. Measured: docs/adr/0003-classifier.md."""

    topic: float = 0.1
    """How far a topic, or an answer, must be ahead of out-of-scope."""
    consent: float = 0.5
    """How far a request for the check must be ahead."""
    person: float = 0.7
    """How far it must be ahead that somebody else is meant, or that health is told."""
    command: float = 0.7
    """How far what changes or leaves the check must be ahead."""
    kind: float = 0.4
    """The confidence that an answer or a command needs among all labels; topics and consent need none."""
    piece: float = 0.4
    """The confidence with which a part of a message is a question of its own."""

    def of(self, label: str) -> float:
        """The lead that a label needs."""
        if label in _COMMANDS:
            return self.command
        return {"start_check": self.consent, "proxy": self.person, "tell": self.person}.get(label, self.topic)

    def confidence(self, label: str) -> float:
        """The confidence that a label needs: among many kinds that are hardly likely, none is meant."""
        return self.kind if is_intent(label) and label not in ("start_check", "proxy") else 0.0


@dataclass(frozen=True)
class Read:
    """One label with its confidence, and the others that were possible."""

    label: str
    confidence: float
    ranking: tuple[Ranked, ...]

    @property
    def is_far(self) -> bool:
        """Whether everything of ours is far behind out-of-scope."""
        return all(ranked.lead < FAR for ranked in self.ranking if ranked.label != OUT_OF_SCOPE)


@dataclass(frozen=True)
class TopicReader:
    """Reads messages with a learned model."""

    model: Model
    lexicon: Lexicon
    limits: Leads = Leads()

    def read(self, text: str) -> tuple[Interpretation, tuple[Ranked, ...]]:
        """The message as understood, without its conditions, and the ranking of labels."""
        whole = self.label(text)
        chosen = self._two(text, whole) or [self._main(text, whole)]
        topics = tuple(read.label for read in chosen if not is_intent(read.label))
        intent = "topic" if topics else chosen[0].label
        sure = min(read.confidence for read in chosen)
        known = self.model.words.known(self.lexicon.intents.normal(text)) if sure < 1.0 else 1.0
        return Interpretation(text, cast(Intent, intent), sure, topics, known=known), whole.ranking

    def label(self, text: str) -> Read:
        """The one label of `text`."""
        message = self.lexicon.intents.normal(text)
        certain = exact(message, self.lexicon.intents) or plain_answer(text, self.lexicon.answers)
        if certain:
            return _certainly(certain)
        if not message:
            return _certainly("not_understood")
        ranking = self.model.guess(message)
        ours = [ranked for ranked in ranking[: CHOICES + 1] if ranked.label != OUT_OF_SCOPE]
        first = next((one for one in ours[:CHOICES] if one.lead >= self.limits.of(one.label)), None)
        if first and first.confidence >= self.limits.confidence(first.label):
            return Read(first.label, first.confidence, ranking)
        label = OUT_OF_SCOPE if ours[0].lead < 0 else "not_understood"
        return Read(label, 1 - ours[0].confidence, ranking)

    def _main(self, text: str, whole: Read) -> Read:
        """The label of the whole, or of its one sentence that asks when the whole is a muddle."""
        parts = sentences(text)
        if len(parts) < 2 or whole.is_far:
            return whole
        if whole.label not in _BESIDE and whole.confidence >= self.limits.piece:
            return whole
        asked = [read for read in map(self.label, parts) if read.label not in _BESIDE]
        best = max(asked, key=lambda read: read.confidence, default=whole)
        return best if best.confidence >= self.limits.piece else whole

    def _two(self, text: str, whole: Read) -> list[Read] | None:
        """Two different topics, each asked clearly, one of them that of the whole."""
        for parts in self._partings(text):
            found: dict[str, Read] = {}
            for read in map(self._beside, map(self.label, parts)):
                if read.label not in _BESIDE and read.confidence >= self.limits.piece:
                    found.setdefault(read.label, read)
            if len(found) == 2 and whole.label in found and not any(map(is_intent, found)):
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


def _certainly(label: str) -> Read:
    return Read(label, 1.0, (Ranked(label, 1.0, 1.0),))
