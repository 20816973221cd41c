"""topics.yml, red_flags.yml, wording.yml and sources.yml: what people are told, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import root_validator, validator

from bot.content.entries import Entry, Id, Text, Texts, complete, with_names
from bot.content.placeholders import WORDING as SENTENCES
from bot.content.placeholders import BareText, ButtonTitle, ClinicText, check_wording, holds
from bot.domain import names
from bot.domain.names import Urgency

SOURCES: Final = "sources.yml"
TOPICS: Final = "topics.yml"
RED_FLAGS: Final = "red_flags.yml"
WORDING: Final = "wording.yml"


class Source(Entry):
    """Where a statement comes from: a study, a guideline, or the clinic's own article."""

    id: Id
    title: Text
    short: Text | None = None
    """Its name in a line: "Kim 2013". The title, where it is not given."""
    cited_for: BareText
    """What it is named for."""
    url: Text | None = None

    @property
    def name(self) -> str:
        """What one line of a message calls it."""
        return self.short or self.title


class Topic(Entry):
    """A subject that a message answers, in fixed words."""

    id: Id
    text: ClinicText
    sources: Texts = ()
    label: ButtonTitle = ""
    """What a button that leads here says; empty when no button does."""


class RedFlag(Entry):
    """A danger that ends the screening, and what the person is told to do."""

    id: Id
    label: BareText
    urgency: Urgency
    advice: ClinicText
    """What to do, with {placeholders} of the clinic's file such as {emergency_number}."""
    again: ClinicText
    """The same in a line or two: for later messages, and beside the advice of another."""

    @validator("advice", "again")
    def _holds_the_numbers(cls, told: str, values: dict[str, Any]) -> str:
        needed = (
            ("emergency_number", "crisis_line") if values.get("id") == "self_harm" else ("emergency_number",)
        )
        holds(told, needed)
        return told


class SourcesFile(Entry):
    """Source id → source."""

    __root__: Mapping[str, Source]

    _named = root_validator(pre=True, allow_reuse=True)(with_names("id"))


class TopicsFile(Entry):
    """Topic id → topic, for each topic that is told in fixed words."""

    __root__: Mapping[str, Topic]

    _named = root_validator(pre=True, allow_reuse=True)(with_names("id"))

    @validator("__root__")
    def _all(cls, topics: Mapping[str, Topic]) -> Mapping[str, Topic]:
        complete(topics, names.TOPICS)
        return topics


class RedFlagsFile(Entry):
    """Red flag → what it is and what to do."""

    __root__: Mapping[str, RedFlag]

    _named = root_validator(pre=True, allow_reuse=True)(with_names("id"))

    @validator("__root__")
    def _all(cls, flags: Mapping[str, RedFlag]) -> Mapping[str, RedFlag]:
        complete(flags, names.RED_FLAGS)
        return flags


class WordingFile(Entry):
    """Name → sentence of the conversation itself, with {placeholders}."""

    __root__: Mapping[str, Text]

    @validator("__root__")
    def _all(cls, wording: Mapping[str, str]) -> Mapping[str, str]:
        complete(wording, SENTENCES)
        for name, text in wording.items():
            check_wording(name, text)
        return wording
