"""The moves of a conversation: each takes a screening and returns the next one, and what to say.

Actions choose moves; the turn makes them on what is stored. Nothing else changes a screening.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.knowledge import Knowledge
from bot.domain.names import Answer
from bot.domain.screening import Screening
from bot.screening import asking, recording, telling
from bot.screening.saying import Saying, Step


class BadCommand(Exception):
    """A move that the screening does not allow: the turn ends as a fault, and nothing changes."""


@dataclass(frozen=True)
class Command:
    """One step that an action chose. Which fields count depends on `name`; see `MOVES`."""

    name: str
    question: str | None = None
    answer: Answer | None = None
    said: str = ""
    topic: str | None = None
    part: str | None = None
    subject: str | None = None


def to_json(command: Command) -> dict[str, Any]:
    """The move as plain JSON values, without the fields that are not set."""
    return {name: value for name, value in vars(command).items() if value not in (None, "")}


def from_json(data: Mapping[str, Any]) -> Command:
    """The move that `to_json` wrote."""
    return Command(**data)


def make(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    """Make `move`. Raises BadMove for one that is unknown or not allowed now."""
    handler = COMMANDS.get(command.name)
    if handler is None:
        raise BadCommand(f"no such move: {command.name}")
    if screening.red_flags and command.name not in _AFTER_A_RED_FLAG:
        raise BadCommand(f"{command.name} is not allowed after a red flag")
    if command.question is not None and command.question not in knowledge.checklist.ids:
        raise BadCommand(f"{command.name}: the checklist has no question {command.question}")
    return handler(command, screening, knowledge)


def _record(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    if not screening.consented:
        raise BadCommand("an answer before consent")
    if command.question is None or command.answer is None:
        raise BadCommand("record needs a question and an answer")
    return recording.record(screening, knowledge.checklist, command.question, command.answer, command.said)


def _ask(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    if not screening.consented:
        raise BadCommand("a question before consent")
    due = asking.due(screening, knowledge.checklist)
    if command.question is not None and command.question != due:
        raise BadCommand(f"{command.question} is not the question that is due")
    return asking.ask(screening, knowledge)


def _conclude(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    if not screening.consented or asking.due(screening, knowledge.checklist) is not None:
        raise BadCommand("an end with a question open")
    return telling.conclude(screening, summary=command.topic != "again")


Handler = Callable[[Command, Screening, Knowledge], Step]

COMMANDS: Mapping[str, Handler] = {
    "record": _record,
    "ask": _ask,
    "conclude": _conclude,
    "unclear": lambda m, s, k: recording.unclear(s, k.checklist),
    "part": lambda m, s, k: (s.but(part=m.part, unclear=0), ()),
    "correct": lambda m, s, k: recording.correct(s, k.checklist, m.question, m.answer, m.said),
    "remember": lambda m, s, k: recording.remember(s, m.question, m.said),
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
