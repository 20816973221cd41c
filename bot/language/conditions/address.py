"""People who are spoken to: "DEXA -2.8 aaya tha beta, ..." tells nothing of a son."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.content.context_rules import Addressed
from bot.language.text.devanagari import folded_words
from bot.language.text.tokens import Token

_SPOKEN_TO: Final = "ji"
"""Stands in the place of the name; it says nothing about anybody."""


class AddressReader:
    """The words of context_rules.yml, under `addressed`."""

    def __init__(self, listed: Addressed) -> None:
        self._names = folded_words(listed.names)
        self._cases = folded_words(listed.cases)
        self._owned = folded_words(listed.owned)
        self._goes_on = folded_words(listed.goes_on)
        self._behind = folded_words(listed.behind)

    def without(self, read: Sequence[Token]) -> list[Token]:
        """The words with a neutral one in the place of each person who is spoken to."""
        return [
            Token(_SPOKEN_TO, token.start, token.end) if self._addressed(read, at) else token
            for at, token in enumerate(read)
        ]

    def _addressed(self, read: Sequence[Token], at: int) -> bool:
        """At the end of a stretch and nobody's ("haan beta."), or at its beginning before oneself."""
        if read[at].text not in self._names:
            return False
        before = read[at - 1] if at else None
        behind = read[at + 1] if at + 1 < len(read) else None
        if (before is not None and before.text in self._owned) or (
            behind is not None and behind.text in self._cases
        ):
            return False
        ends = behind is None or not behind.is_word
        opens = before is None or not before.is_word
        replies = before is not None and before.text in self._behind
        return ends or replies or (opens and behind is not None and behind.text in self._goes_on)
