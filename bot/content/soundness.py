"""soundness.yml: what people say when nothing is wrong, without a "no" of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import StrictBool, validator

from bot.content.entries import Entry, Named, Texts

FILE: Final = "soundness.yml"
WHOLE: Final = "whole"
"""The name of the one thing that a question is about; else there is one for each part of the question."""


class Subject(Entry):
    """What one question is about.

    `names`: `whole`, or each part of the question → its words, and each must be spoken of; `wrong`: what
    would be wrong with it, beside the general words; `whole_parts`: the parts of the question whose denial
    denies all of it (an injury, and so a fracture); `itself`: to deny the name is enough ("no thinner").
    """

    names: Mapping[str, Texts]
    wrong: Texts
    whole_parts: Texts = ()
    itself: StrictBool = False

    @validator("names")
    def _one_at_least(cls, names: Mapping[str, Texts]) -> Mapping[str, Texts]:
        if not names:
            raise ValueError("write at least one group of words for what the question is about")
        for group, words in names.items():
            if not words:
                raise Named(group, "write at least one word for this group")
        return names


class SoundnessFile(Entry):
    """The lists of words, and question id → what it is about."""

    well: Texts
    wrong: Texts
    nothing: Texts
    denies: Texts
    each: Texts
    both: Texts
    tests: Texts
    quiet: Texts
    open: Texts
    questions: Mapping[str, Subject]
