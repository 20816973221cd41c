"""wishes.yml: what people want of the check itself, and the words that speak of age and of health."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.content.entries import Entry, Texts

FILE: Final = "wishes.yml"

WISHES: Final = (
    *(
        "stop",
        "tomorrow",
        "resume",
        "start_over",
        "erase",
        "back",
        "check_again",
        "link_again",
        "how_many",
        "too_long",
    ),
    *("language", "mine", "agree", "begin"),
)
"""What a message can want; bot/language/context/ says what follows."""

REPAIRS: Final = (
    *("glasses", "not_told", "broken_no", "hedged_no", "well", "male", "medicine", "past_bare"),
)
"""What can be understood of an unclear reply; bot/language/answers/repairs.py says what follows."""


class WishPhrases(Entry):
    """Groups of phrases, in the notation of the red-flag rules."""

    skip: Texts
    """Words that may stand between any two words of a phrase."""
    beside: Texts
    """Words that may stand beside a phrase and say nothing else."""
    wishes: Mapping[str, Texts]
    """Wish (`stop`, `erase`, `go back` ...) → phrases that say it."""
    repairs: Mapping[str, Texts]
    """What can be understood of a reply that is no answer yet → phrases."""
    complaint: Texts
    """What people come with; it says nothing that the check asks about."""
    ache: Texts
    """Single words of that complaint and of wanting the treatment."""
    small_talk: Texts
    health: Texts
    """Words that speak of health, of oneself or of another."""
