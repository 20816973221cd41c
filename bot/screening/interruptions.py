"""What comes before the dialogue chooses: emergencies that are asked about, and what a message leaves
unheard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.interpretation import Intent, Interpretation, Mention
from bot.domain.screening import Screening
from bot.screening.commands import Command

_ASKS_AGAIN: Final[frozenset[Intent]] = frozenset({"repeat", "rephrase", "why", "wait"})
_READS: Final = frozenset(
    {"record", "remember", "part", "settle_doubt", "report_emergency", "under_age", "erase"}
)
"""Commands that a message leads to by its own words: then it was heard."""


def answers_at_once(meant: Interpretation, screening: Screening) -> tuple[Command, ...]:
    """The commands of a message that the dialogue is not asked about; empty when it is.

    A possible red flag is asked about once; "yes, it is happening now" reports it, whenever it is said.
    """
    if screening.red_flags:
        return ()
    checks = screening.emergency_checks
    if meant.intent == "report_emergency" and meant.number is not None:
        check = checks[meant.number - 1]
        return (Command("report_emergency", topic=check.flag, said=check.said),)
    if screening.possible_flag is not None:
        if meant.intent == "affirm":
            waiting = screening.possible_flag
            return (Command("report_emergency", topic=waiting.flag, said=waiting.said),)
        if meant.intent in _ASKS_AGAIN:
            return (Command("repeat_emergency_check"),)
    asked = {check.flag for check in checks}
    flag = next((flag for flag in meant.possible_flags if flag not in asked), None)
    if flag is None or meant.choice:
        return ()
    waited = (Command("close_emergency_check", topic="unheard"),) if screening.possible_flag else ()
    return (*waited, Command("check_emergency", topic=flag, said=meant.text))


def settled_first(meant: Interpretation, screening: Screening) -> tuple[tuple[Command, ...], Interpretation]:
    """What the message does before it is answered, and the message that is then answered.

    An age that is told after a red flag is kept. An emergency check that waits is closed: after "no" the
    person is told where the check stands; anything else leaves its words unheard.
    """
    if screening.red_flags and meant.intent == "under_age":
        return (Command("under_age", said=meant.text),), meant
    if screening.possible_flag is None:
        return (), meant
    if meant.intent == "deny":
        return (Command("close_emergency_check"),), replace(meant, intent="repeat", text="", doubtful=False)
    return (Command("close_emergency_check", topic="unheard"),), meant


def was_heard(meant: Interpretation, chosen: Sequence[Command], screening: Screening) -> bool:
    """Whether nothing of a message is left unheard, as far as these commands show."""
    if _leaves_a_condition(meant, chosen, screening):
        return False
    return not meant.doubtful or any(map(_reads, chosen))


def _leaves_a_condition(meant: Interpretation, chosen: Sequence[Command], screening: Screening) -> bool:
    """Whether it tells of a condition to which the stored answer is no, and no command takes it up.

    "I forgot, I take Ecosprin, does that matter" may be read as a question; it is never passed over.
    """
    if meant.choice or screening.red_flags:
        return False
    asked = screening.question if screening.state == "asking" else None
    settled = {command.question for command in chosen} | {asked}
    return any(
        screening.answers.get(mention.question) == "no"
        and mention.question not in settled
        and _says_it_is_there(mention, screening.subject)
        for mention in meant.mentions
    )


def _says_it_is_there(mention: Mention, subject: str | None) -> bool:
    """Of the person to be treated, whoever that is; what only comes near a condition is none."""
    status = mention.status
    if status == "other_person" and subject is not None:
        status = mention.their or "uncertain"
    return mention.kind != "near" and status in ("present", "historical", "uncertain")


def _reads(command: Command) -> bool:
    if command.name == "correct":
        return command.answer is not None  # without one the question is only asked again
    return command.name in _READS or (command.name == "unclear" and command.topic is not None)
