"""What things are called on the pages: words.yml, and the clinic's own files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import yaml

from bot.content.knowledge import Knowledge

WORDS: Final = Path(__file__).parents[1] / "words.yml"


class Words:
    """Labels by kind and id. What has none is shown by its id."""

    def __init__(self, knowledge: Knowledge) -> None:
        known: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
        known["question"] = {question.id: question.label for question in knowledge.checklist.questions}
        known["red_flag"] = {flag.id: flag.label for flag in knowledge.red_flags.values()}
        self._known = known

    def __call__(self, kind: str, id: str | None) -> str:
        """The label."""
        return self._known.get(kind, {}).get(id or "none") or _plain(id or "")

    def topic(self, id: str) -> str:
        """A topic's name; of a condition, the question's."""
        kind, _, question = id.partition(":")
        return f"{_plain(kind)}: {self('question', question)}" if question else _plain(id)

    def all(self, kind: str) -> dict[str, str]:
        """Every label of a kind."""
        return {id: label for id, label in self._known[kind].items() if id != "none"}


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
