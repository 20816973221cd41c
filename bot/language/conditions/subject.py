"""Whom the check is for, when a message says so: "your mother", or "you" for the person typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.language.lexicon.lexicon import Lexicon
from bot.language.text.devanagari import folded, folded_words

_DENIES_BEHIND: Final = folded_words(["nahi", "nahin", "nako", "नहीं", "नाही", "नको"])
_FOR: Final = folded("साठी")
_DENIES: Final = _DENIES_BEHIND | {"not", "isn't", "ain't", "never"}


class SubjectReader:
    """Finds whom a message asks for. The phrases are in context_rules.yml, under `proxy`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._answers, self._people = lexicon.answers, lexicon.people
        proxy, words = lexicon.rules.proxy, lexicon.context.words
        self._for = [words(phrase) for phrase in proxy.before]
        self._wants = [words(phrase) for phrase in proxy.after]
        self._self = [words(phrase) for phrase in proxy.oneself]

    def subject(self, text: str) -> str | None:
        """ "your mother", "you", or None when the message does not say."""
        said = [part for word in self._answers.words(text) for part in _parted(word)]
        if any(_meant(said, phrase) for phrase in self._self):
            return "you"
        return self._behind(said) or self._before(said) or self._instead(said)

    def _instead(self, said: Sequence[str]) -> str | None:
        """ "Not for me but my wife": the person stands behind the denied phrase."""
        for phrase in self._self:
            for at in _places(said, phrase):
                if _denied(said, at, at + len(phrase)):
                    return self._people.find(said[at + len(phrase) : at + len(phrase) + 4])
        return None

    def _behind(self, said: Sequence[str]) -> str | None:
        """ "Asking for my father": the person stands behind the phrase."""
        for phrase in self._for:
            for at in _meant(said, phrase):
                person = self._people.find(said[at + len(phrase) : at + len(phrase) + 3])
                if person:
                    return person
        return None

    def _before(self, said: Sequence[str]) -> str | None:
        """ "My mum wants to try it", "papa ke liye": the person stands before the phrase."""
        for phrase in self._wants:
            for at in _meant(said, phrase):
                person = self._people.find(said[max(0, at - 3) : at]) if at else None
                if person:
                    return person
        return None


def _parted(word: str) -> tuple[str, ...]:
    """ "आईसाठी" is two words, as "आई साठी" is."""
    stem = word.removesuffix(_FOR)
    return (stem, _FOR) if stem and stem != word else (word,)


def _meant(said: Sequence[str], phrase: Sequence[str]) -> list[int]:
    """Where the phrase stands and is not denied: not "not for me", nor "mere liye nahi"."""
    return [at for at in _places(said, phrase) if not _denied(said, at, at + len(phrase))]


def _places(said: Sequence[str], phrase: Sequence[str]) -> list[int]:
    length = len(phrase)
    return [at for at in range(len(said) - length + 1) if tuple(said[at : at + length]) == tuple(phrase)]


def _denied(said: Sequence[str], at: int, end: int) -> bool:
    return bool(_DENIES & set(said[max(0, at - 1) : at]) or _DENIES_BEHIND & set(said[end : end + 1]))
