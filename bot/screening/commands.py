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
from bot.screening import asking, doubting, recording, telling
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
    number: int | None = None


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
    stated = command.topic == "stated"
    after, said = recording.record(
        screening, knowledge.checklist, command.question, command.answer, command.said, stated=stated
    )
    return doubting.without_needless_doubt(after, knowledge.checklist), said


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
    if doubting.must_be_put(screening, knowledge.checklist):
        return doubting.put_doubt(screening)
    return telling.conclude(screening, again=command.topic == "again")


def _unclear(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return recording.unclear(screening, knowledge.checklist, command.topic)


def _part(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return screening.but(part=command.part, unclear=0), ()


def _correct(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    after, said = recording.correct(
        screening, knowledge.checklist, command.question, command.answer, command.said
    )
    return doubting.without_needless_doubt(after, knowledge.checklist), said


def _remember(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return recording.remember(screening, command.question, command.said)


def _back(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return recording.back(screening, knowledge.checklist)


def _rephrase(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.rephrase(screening)


def _leave_unheard(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.leave_unheard(screening, command.said)


def _note(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.note(screening, command.said)


def _settle_doubt(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    number = len(screening.doubts) if command.number is None else command.number
    if command.topic not in ("none", "health"):
        raise BadCommand("a doubt is settled by none or health")
    return doubting.settle_doubt(screening, number, "none" if command.topic == "none" else "health")


def _unclear_doubt(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.unclear_doubt(screening)


def _repeat_doubt(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.put_doubt(screening)


def _check_emergency(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    if command.topic is None or command.topic not in knowledge.red_flags:
        raise BadCommand(f"no red flag {command.topic}")
    return doubting.check_emergency(screening, command.topic, command.said)


def _repeat_emergency_check(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.repeat_emergency_check(screening)


def _close_emergency_check(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.close_emergency_check(screening, unheard=command.topic == "unheard")


def _report_emergency(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    if command.topic is None or command.topic not in knowledge.red_flags:
        raise BadCommand(f"no red flag {command.topic}")
    return doubting.report(screening, (command.topic,), knowledge)


def _under_age(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return doubting.under_age(screening, knowledge, command.said)


def _request_consent(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.request_consent(screening, again=command.topic == "again")


def _agree(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.agree(screening, knowledge.checklist)


def _refuse(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.refuse(screening)


def _pause(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.pause(screening)


def _resume(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return asking.resume(screening)


def _start_over(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    new = command.topic == "new_checklist"
    return asking.start_over(screening, knowledge.checklist, new_checklist=new)


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


def _how_many(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.how_many(screening, knowledge, impatient=command.topic == "too_long")


def _what_next(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.what_next(screening, knowledge)


def _still_urgent(command: Command, screening: Screening, knowledge: Knowledge) -> Step:
    return telling.still_urgent(screening, knowledge)


Handler = Callable[[Command, Screening, Knowledge], Step]

COMMANDS: Mapping[str, Handler] = {
    "record": _record,
    "ask": _ask,
    "conclude": _conclude,
    "unclear": _unclear,
    "part": _part,
    "correct": _correct,
    "remember": _remember,
    "back": _back,
    "rephrase": _rephrase,
    "leave_unheard": _leave_unheard,
    "note": _note,
    "settle_doubt": _settle_doubt,
    "unclear_doubt": _unclear_doubt,
    "repeat_doubt": _repeat_doubt,
    "check_emergency": _check_emergency,
    "repeat_emergency_check": _repeat_emergency_check,
    "close_emergency_check": _close_emergency_check,
    "report_emergency": _report_emergency,
    "under_age": _under_age,
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
    "how_many": _how_many,
    "what_next": _what_next,
    "still_urgent": _still_urgent,
}
"""Every command by its name, and what carries it out."""

_AFTER_A_RED_FLAG = frozenset(
    {"tell", "why", "say", "know", "erase_ask", "erase_keep", "erase", "still_urgent", "what_next"}
    | {"leave_unheard", "note", "under_age"}  # they are only remembered: staff may release the red flag
)
