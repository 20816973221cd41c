"""plain_answers.yml: the words by which people answer, and what around them changes what they say."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from bot.content.entries import Entry, Text, Texts

FILE: Final = "plain_answers.yml"


class PlainAnswers(Entry):
    """Lists of phrases, in small letters. What each is for stands beside it in the file."""

    spellings: dict[str, Text]
    """Typed word → the words it stands for."""
    no: Texts
    after_no: Texts
    denying: Texts
    opens: Texts
    neutral: Texts
    yes: Texts
    half_yes: Texts
    unsure: Texts
    hedges: Texts
    past: Texts
    but: Texts
    splits: Texts
    leads: Texts
    before_nouns: Texts
    must_stand_alone: Texts
    closing: Texts
    people: Texts
    harmless: dict[str, Texts]
    """Question id, or `any`, → words."""
    asked_words: dict[str, Texts]
    not_me: Texts
    checked: Texts
    limiting: Texts
    pointing: Texts
    well: Texts
    excepting: Texts
    declined: Texts
    why: Texts
    repeat: Texts
    vague: Texts
    fillers: Texts
    correction: Texts
    denies: dict[str, Texts] = Field(default_factory=dict)
    common_words: Texts


KINDS: Final = (
    *("no", "yes", "unsure", "declined", "why", "repeat", "vague", "fillers", "correction", "but", "past"),
    *("hedges", "neutral", "denying"),
)
"""The lists whose phrases are looked for in a message; the others say more of some of these."""
