"""plain_answers.yml: the words by which people answer, and what around them changes what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.content.entries import Entry, Text, Texts

FILE: Final = "plain_answers.yml"


class PlainAnswers(Entry):
    """Lists of phrases, in small letters. What each is for stands beside it in the file."""

    spellings: Mapping[str, Text]
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
    harmless: Mapping[str, Texts]
    """Question id, or `any`, → words."""
    asked_words: Mapping[str, Texts]
    not_me: Texts
    checked: Texts
    limiting: Texts
    pointing: Texts
    well: Texts
    having: Texts
    onward: Texts
    excepting: Texts
    declined: Texts
    why: Texts
    repeat: Texts
    vague: Texts
    fillers: Texts
    correction: Texts
    denies: Mapping[str, Texts]
    common_words: Texts


KINDS: Final = (
    *("no", "yes", "unsure", "declined", "why", "repeat", "vague", "fillers", "correction", "but", "past"),
    *("hedges", "neutral", "denying"),
)
"""The lists whose phrases are looked for in a message; the others say more of some of these."""

SINGLE_WORDS: Final = (
    *("after_no", "opens", "splits", "closing", "people", "checked", "limiting", "pointing", "well"),
    *("excepting", "having", "onward"),
)
"""The lists that are looked for word by word."""
