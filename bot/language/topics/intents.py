"""Messages whose kind needs no guess: "stop", "haan ji", "not sure", "namaste"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.domain.interpretation import INTENTS
from bot.language.answers.clauses import Clause, clauses
from bot.language.text.normal import load_kinds, normal

_ANSWERS: Final = {"yes": "affirm", "no": "deny", "unsure": "unsure", "declined": "decline", "why": "why"}


@lru_cache(maxsize=1)
def _exact() -> dict[str, str]:
    return {normal(phrase): label for label, phrases in load_kinds()["exact"].items() for phrase in phrases}


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(normal(word) for word in load_kinds()["fillers"])


def exact(message: str) -> str | None:
    """The label of a normal text that is one of the listed phrases, fillers aside."""
    words = [word for word in message.split() if word != "?"]
    listed = _exact().get(" ".join(words))
    if listed is None and len(words) > 1:
        listed = _exact().get(" ".join(_bare(words)))
    return listed


def _bare(words: list[str]) -> list[str]:
    fillers = _fillers()
    while words and words[0] in fillers:
        words = words[1:]
    while words and words[-1] in fillers:
        words = words[:-1]
    return words


def plain_answer(text: str) -> str | None:
    """affirm, deny, unsure, decline or why, when nothing else stands in the message."""
    found = [clause for clause in clauses(text) if clause.content]
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
