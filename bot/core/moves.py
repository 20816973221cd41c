"""The moves of a conversation: each takes a screening and returns the next one, and what to say.

Actions choose moves; the turn makes them on what is stored. Nothing else changes a screening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core import answering, asking, telling
from bot.core.knowledge import Knowledge
from bot.core.names import Answer
from bot.core.saying import Saying, Step
from bot.core.screening import Screening


class BadMove(Exception):
    """A move that the screening does not allow: the turn ends as a fault, and nothing changes."""


@dataclass(frozen=True)
class Move:
    """One step that an action chose. Which fields count depends on `name`; see `MOVES`."""

    name: str
    question: str | None = None
    answer: Answer | None = None
    said: str = ""
    topic: str | None = None
    part: str | None = None
    subject: str | None = None


def to_json(move: Move) -> dict[str, Any]:
    """The move as plain JSON values, without the fields that are not set."""
    return {name: value for name, value in vars(move).items() if value not in (None, "")}


def from_json(data: Mapping[str, Any]) -> Move:
    """The move that `to_json` wrote."""
    return Move(**data)


def make(move: Move, screening: Screening, knowledge: Knowledge) -> Step:
    """Make `move`. Raises BadMove for one that is unknown or not allowed now."""
    handler = MOVES.get(move.name)
    if handler is None:
        raise BadMove(f"no such move: {move.name}")
    if screening.red_flags and move.name not in _AFTER_A_RED_FLAG:
        raise BadMove(f"{move.name} is not allowed after a red flag")
    if move.question is not None and move.question not in knowledge.checklist.ids:
        raise BadMove(f"{move.name}: the checklist has no question {move.question}")
    return handler(move, screening, knowledge)


def _record(move: Move, screening: Screening, knowledge: Knowledge) -> Step:
    if not screening.consented:
        raise BadMove("an answer before consent")
    if move.question is None or move.answer is None:
        raise BadMove("record needs a question and an answer")
    return answering.record(screening, knowledge.checklist, move.question, move.answer, move.said)


def _ask(move: Move, screening: Screening, knowledge: Knowledge) -> Step:
    if not screening.consented:
        raise BadMove("a question before consent")
    due = asking.due(screening, knowledge.checklist)
    if move.question is not None and move.question != due:
        raise BadMove(f"{move.question} is not the question that is due")
    return asking.ask(screening, knowledge)


def _conclude(move: Move, screening: Screening, knowledge: Knowledge) -> Step:
    if not screening.consented or asking.due(screening, knowledge.checklist) is not None:
        raise BadMove("an end with a question open")
    return telling.conclude(screening, summary=move.topic != "again")


Handler = Callable[[Move, Screening, Knowledge], Step]

MOVES: Mapping[str, Handler] = {
    "record": _record,
    "ask": _ask,
    "conclude": _conclude,
    "unclear": lambda m, s, k: answering.unclear(s, k.checklist),
    "part": lambda m, s, k: (s.but(part=m.part, unclear=0), ()),
    "correct": lambda m, s, k: answering.correct(s, k.checklist, m.question, m.answer, m.said),
    "remember": lambda m, s, k: answering.remember(s, m.question, m.said),
    "request_consent": lambda m, s, k: asking.request_consent(s, again=m.topic == "again"),
    "agree": lambda m, s, k: asking.agree(s, k.checklist),
    "refuse": lambda m, s, k: asking.refuse(s, under_age=m.topic == "under_age"),
    "pause": lambda m, s, k: asking.pause(s),
    "resume": lambda m, s, k: asking.resume(s),
    "start_over": lambda m, s, k: asking.start_over(s, k.checklist),
    "proxy": lambda m, s, k: asking.proxy(s, m.subject),
    "whose": lambda m, s, k: asking.whose(s, k.checklist, hers=m.answer == "yes"),
    "erase_ask": lambda m, s, k: asking.erase_ask(s),
    "erase_keep": lambda m, s, k: asking.erase_keep(s),
    "erase": lambda m, s, k: (Screening(), (Saying("my_data", "erased"),)),
    "tell": lambda m, s, k: telling.tell(s, k, m.topic),
    "why": lambda m, s, k: telling.why(s, k, m.question),
    "say": lambda m, s, k: telling.say(s, m.topic),
    "know": lambda m, s, k: telling.know(s),
    "which": lambda m, s, k: telling.which(s),
    "still_urgent": lambda m, s, k: telling.still_urgent(s),
}

_AFTER_A_RED_FLAG = frozenset(
    {"tell", "why", "say", "know", "erase_ask", "erase_keep", "erase", "still_urgent"}
)
