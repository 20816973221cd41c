"""What each word of a message may be: English, spelled right, or Hindi or Marathi by its sound.

A word that is English is read by its sound too where the words around it are not: "sun" in "pair sun ho
gaya".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.language.lexicon.phrase_groups import Phrases, Token
from bot.language.text.english import common_words, english_words
from bot.language.text.sentences import Word
from bot.language.text.sounds import HEARD, TYPED, heard, is_devanagari, typed
from bot.language.text.spelling import Spelling

ENOUGH: Final = 2
"""So many different function words of Hindi or Marathi show that a message is written in it."""
LONG_ENOUGH: Final = 6
"""In Hindi and Marathi a shorter word is not taken for a misspelt English one."""
SHORT: Final = 5
"""In a message of up to so many words one is enough."""
MIDDLING: Final = 10
"""In one of up to so many, one that is no word of English."""
_DIGITS_FOR_LETTERS: Final = str.maketrans("013457", "oieast")


@dataclass(frozen=True)
class Readings:
    """Turns words into tokens.

    `markers` are words of Hindi and Marathi in Latin letters that no other language has; `theirs` look like
    English and are Hindi or Marathi where a message is.
    """

    phrases: Phrases
    spelling: Spelling
    markers: frozenset[str]
    theirs: frozenset[str]

    def tokens(self, words: Sequence[Word]) -> list[Token]:
        texts = {word.text for word in words}
        indian = self._is_written_in(texts, len(words))
        read = {text: self._read(text, indian) for text in texts}
        return [Token(readings, word.clause, word.sentence) for word in words for readings in read[word.text]]

    def _is_written_in(self, texts: set[str], words: int) -> bool:
        """Whether a message is Hindi or Marathi, wholly or partly."""
        found = self.markers & texts
        if len(found) >= ENOUGH or any(map(is_devanagari, texts)):
            return True
        return bool(found if words <= SHORT else words <= MIDDLING and found - english_words())

    def _read(self, text: str, indian: bool) -> tuple[tuple[str, ...], ...]:
        """The readings of each of the words that a typed word is: nearly always one."""
        if is_devanagari(text):
            return ((TYPED + typed(text),),)
        if not text.isascii() or text[0].isdigit():
            return ((text,),)
        text = text if text.isalpha() else text.translate(_DIGITS_FOR_LETTERS)
        sounds = self._sounds(text) if indian or text not in common_words() else ()
        if indian and text in self.theirs:
            return (sounds,)
        if text not in self.spelling.same and self._is_indian(text, sounds, indian):
            return ((text, *sounds),)
        choices = self.spelling.words(text)
        if len(choices[0]) > 1:
            return tuple((part,) for part in choices[0])
        return ((*(choice[0] for choice in choices), *sounds),)

    def _sounds(self, text: str) -> tuple[str, ...]:
        same = self.spelling.same.get(text, (text,))
        return tuple(HEARD + key for key in heard(same[0] if len(same) == 1 else text))

    def _is_indian(self, text: str, sounds: tuple[str, ...], indian: bool) -> bool:
        """Whether a word is not to be taken for a misspelt English one."""
        return (indian and len(text) < LONG_ENOUGH) or any(map(self.phrases.knows, sounds))
