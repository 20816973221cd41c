"""Messages whose kind needs no guess: "stop", "haan ji", "not sure", "namaste"."""

from __future__ import annotations

from typing import Final

from bot.domain.interpretation import INTENTS
from bot.language.answers.clauses import Clause, clauses
from bot.language.lexicon.answer_words import AnswerWords
from bot.language.lexicon.intent_words import IntentWords

_ANSWERS: Final = {"yes": "affirm", "no": "deny", "unsure": "unsure", "declined": "decline", "why": "why"}


def exact(message: str, words: IntentWords) -> str | None:
    """The label of a normal text that is one of the listed phrases, fillers aside."""
    said = [word for word in message.split() if word != "?"]
    listed = words.exact.get(" ".join(said))
    if listed is None and len(said) > 1:
        listed = words.exact.get(" ".join(_bare(said, words.fillers)))
    return listed


def _bare(said: list[str], fillers: frozenset[str]) -> list[str]:
    while said and said[0] in fillers:
        said = said[1:]
    while said and said[-1] in fillers:
        said = said[:-1]
    return said


def plain_answer(text: str, words: AnswerWords) -> str | None:
    """affirm, deny, unsure, decline or why, when nothing else stands in the message."""
    found = [clause for clause in clauses(text, words) if clause.content]
    kinds = {_kind(clause) for clause in found}
    if len(kinds) != 1 or any(clause.asks and "why" not in kinds for clause in found):
        return None
    return _ANSWERS.get(kinds.pop() or "")


def _kind(clause: Clause) -> str | None:
    """The one kind that all pieces of the clause share."""
    shared = frozenset.intersection(*(piece.kinds for piece in clause.content))
    return next((kind for kind in _ANSWERS if kind in shared), None)


def is_intent(label: str) -> bool:
    """Whether a label is a kind of its own; all others are topics."""
    return label in INTENTS
