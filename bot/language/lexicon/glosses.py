"""Words of Hindi and Marathi by what they mean in English (glosses.yml)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.language.text.latin import by_sound

BEGINNING: Final = "*"
SHORTEST: Final = 4
"""Letters that a beginning has at least, by its sound; a shorter one stands for too much."""


class Glosses:
    """Looked up as listed, then by sound: whole words before beginnings, long ones before short ones."""

    def __init__(self, listed: Mapping[str, Sequence[str]]) -> None:
        self._listed: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._beginnings: dict[str, str] = {}
        for english, words in listed.items():
            for word in words:
                sound = by_sound(word.removesuffix(BEGINNING))
                if word.endswith(BEGINNING):
                    self._beginnings.setdefault(sound, english)
                else:
                    self._listed.setdefault(word, english)
                    self._whole.setdefault(sound, english)

    def of(self, word: str, english: Collection[str]) -> str | None:
        """What a word in Latin letters means; None for a word of no list.

        Words of `english` mean something only if they are listed as they stand: "wait" is not "vaait".
        """
        if word in self._listed or word in english:
            return self._listed.get(word)
        sound = by_sound(word)
        if sound in self._whole:
            return self._whole[sound]
        ends = range(len(sound), SHORTEST - 1, -1)
        return next((self._beginnings[sound[:end]] for end in ends if sound[:end] in self._beginnings), None)
