"""decisions.yml: what a named clinician decides, with the default taken until then and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import root_validator

from bot.content.entries import Entry, Id, Text, with_names
from bot.content.placeholders import BareText, ClinicText

FILE: Final = "decisions.yml"


class Decision(Entry):
    """One point that is a clinician's to decide."""

    id: Id
    decides: BareText
    taken: ClinicText
    why: ClinicText
    in_file: Text
    """The file of the content in which the default is changed."""


class DecisionsFile(Entry):
    """Decision id → decision."""

    __root__: Mapping[str, Decision]

    _named = root_validator(pre=True, allow_reuse=True)(with_names("id"))
