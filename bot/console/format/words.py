"""What things are called on the pages: words.yml, and the clinic's own files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, get_args, get_type_hints

from pydantic import validator

from bot.console.auth.roles import ROLES
from bot.content.entries import Entry, Named, Text, complete, parsed
from bot.content.knowledge import Knowledge
from bot.content.yaml_file import read_yaml
from bot.domain.interpretation import INTENTS, Status
from bot.domain.messages import BookingVisit
from bot.domain.names import ANSWERS, OUTCOMES, STATES
from bot.store.console.reviews import REVIEW_STATES

WORDS: Final = Path(__file__).parents[1] / "words.yml"
NONE: Final = "none"
"""The id under which stands what is said where there is no id."""

ACTIONS: Final = (
    *(
        "sign_in",
        "sign_in_failed",
        "sign_out",
        "look",
        "search",
        "review",
        "tag",
        "note",
        "misread",
        "release",
    ),
    *("export", "test_file", "erase", "staff_add", "staff_change", "password", "totp", "audit_check"),
)
"""What the audit trail tells of staff."""

_IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "outcome": (*OUTCOMES, NONE),
    "rule": (*OUTCOMES, NONE),
    "state": STATES,
    "review": REVIEW_STATES,
    "answer": (*ANSWERS, NONE),
    "doubt": ("waits", "none", "health", "left"),
    "status": get_args(Status),
    "intent": INTENTS,
    "verdict": get_args(get_type_hints(BookingVisit)["kind"]),
    "role": ROLES,
    "action": ACTIONS,
    "channel": ("web", "telegram"),
}
"""Kind → the ids that need a label."""


class WordsFile(Entry):
    """Kind → id → label, for every id."""

    __root__: Mapping[str, Mapping[str, Text]]

    @validator("__root__")
    def _all(cls, words: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
        complete(words, _IDS)
        for kind, ids in _IDS.items():
            try:
                complete(words[kind], ids)
            except Named as error:
                raise Named(f"{kind}.{error.name}", str(error)) from None
        return words


def load_words() -> Mapping[str, Mapping[str, str]]:
    """What words.yml says. Raises KnowledgeError."""
    return parsed(WORDS.name, read_yaml(WORDS), WordsFile).__root__


class Words:
    """Labels by kind and id. What has none is shown by its id."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._known: Mapping[str, Mapping[str, str]] = {
            **load_words(),
            "question": {question.id: question.label for question in knowledge.checklist.questions},
            "red_flag": {flag.id: flag.label for flag in knowledge.red_flags.values()},
        }

    def __call__(self, kind: str, id: str | None) -> str:
        """The label."""
        return self._known.get(kind, {}).get(id or NONE) or _plain(id or "")

    def topic(self, id: str) -> str:
        """A topic's name; of a condition, the question's."""
        kind, _, question = id.partition(":")
        return f"{_plain(kind)}: {self('question', question)}" if question else _plain(id)

    def all(self, kind: str) -> dict[str, str]:
        """Every label of a kind."""
        return {id: label for id, label in self._known[kind].items() if id != NONE}


def _plain(id: str) -> str:
    return id.replace("_", " ").capitalize()


def moment(at: datetime) -> str:
    """A moment where the server stands, to the minute."""
    return at.astimezone().strftime("%d %b %Y, %H:%M")


def shortly(at: datetime, now: datetime) -> str:
    """A moment for lists: the time of today, the day of this year, else the date."""
    local, today = at.astimezone(), now.astimezone()
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%d %b" if local.year == today.year else "%d %b %Y")
