"""The commands of a conversation: each takes a screening and returns the next one, and what to say.

Actions choose commands; the turn carries them out on what is stored. Nothing else changes a screening.
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
    """A command that the screening does not allow: the turn ends as a fault, and nothing changes."""


@dataclass(frozen=True)
class Command:
    """One step that an action chose. Which fields count depends on `name`; see `COMMANDS`."""

    name: str
    question: str | None = None
    answer: Answer | None = None
    said: str = ""
    topic: str | None = None
    part: str | None = None
    subject: str | None = None


def to_json(command: Command) -> dict[str, Any]:
    """The command as plain JSON values, without the fields that are not set."""
    return {name: value for name, value in vars(command).items() if value not in (None, "")}


def from_json(data: Mapping[str, Any]) -> Command:
    """The command that `to_json` wrote."""
    return Command(**data)


def make(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    """Carry out `command`. Raises BadCommand for one that is unknown or not allowed now."""
    handler = COMMANDS.get(command.name)
    if handler is None:
        raise BadCommand(f"no such command: {command.name}")
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


def _unclear(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return recording.unclear(screening, knowledge.checklist)


def _part(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return screening.but(part=command.part, unclear=0), ()


def _correct(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return recording.correct(screening, knowledge.checklist, command.question, command.answer, command.said)


def _remember(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return recording.remember(screening, command.question, command.said)


def _request_consent(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.request_consent(screening, again=command.topic == "again")


def _agree(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.agree(screening, knowledge.checklist)


def _refuse(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.refuse(screening, under_age=command.topic == "under_age")


def _pause(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.pause(screening)


def _resume(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.resume(screening)


def _start_over(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.start_over(screening, knowledge.checklist)


def _proxy(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.proxy(screening, command.subject)


def _whose(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.whose(screening, knowledge.checklist, hers=command.answer == "yes")


def _erase_ask(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.erase_ask(screening)


def _erase_keep(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.erase_keep(screening)


def _erase(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return Screening(), (Saying("my_data", "erased"),)


def _tell(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.tell(screening, knowledge, command.topic)


def _why(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.why(screening, knowledge, command.question)


def _say(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.say(screening, command.topic)


def _know(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.know(screening)


def _which(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.which(screening)


def _still_urgent(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.still_urgent(screening)


Handler = Callable[[Command, Screening, Knowledge], Step]

COMMANDS: Mapping[str, Handler] = {
    "record": _record,
    "ask": _ask,
    "conclude": _conclude,
    "unclear": _unclear,
    "part": _part,
    "correct": _correct,
    "remember": _remember,
    "request_consent": _request_consent,
    "agree": _agree,
    "refuse": _refuse,
    "pause": _pause,
    "resume": _resume,
    "start_over": _start_over,
    "proxy": _proxy,
    "whose": _whose,
    "erase_ask": _erase_ask,
    "erase_keep": _erase_keep,
    "erase": _erase,
    "tell": _tell,
    "why": _why,
    "say": _say,
    "know": _know,
    "which": _which,
    "still_urgent": _still_urgent,
}
"""Every command by its name, and what carries it out."""

_AFTER_A_RED_FLAG = frozenset(
    {"tell", "why", "say", "know", "erase_ask", "erase_keep", "erase", "still_urgent"}
)
