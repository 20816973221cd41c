"""near_conditions.yml: what is on no list of the clinic's, and what those are told who ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import root_validator

from bot.content.entries import Entry, Id, Texts, with_names
from bot.content.placeholders import BareText, ClinicText

FILE: Final = "near_conditions.yml"


class NearCondition(Entry):
    """An illness or circumstance that no question asks about: tell the clinic, or ask a doctor first."""

    id: Id
    label: BareText
    phrases: Texts
    """How people say it, in the notation of the red-flag rules."""
    unless: Texts = ()
    """Phrases that look like it and are not."""
    text: ClinicText
    sources: Texts = ()
    clinician_first: bool = False
    """Told of oneself, it keeps the outcome from `eligible`, as an answer that is not sure does."""


class _Conditions(Entry):
    __root__: Mapping[str, NearCondition]

    _named = root_validator(pre=True, allow_reuse=True)(with_names("id"))


class NearConditionsFile(Entry):
    """All of them, and what denies a phrase."""

    denied_before: Texts
    denied_after: Texts
    conditions: _Conditions

    @property
    def by_id(self) -> Mapping[str, NearCondition]:
        return self.conditions.__root__
