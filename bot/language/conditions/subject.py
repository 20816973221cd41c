"""Whom the check is for, when a message says so: "your mother", or "you" for the person typing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.lexicon.context_phrases import place
from bot.language.lexicon.lexicon import Lexicon


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
        said = self._answers.words(text)
        if any(place(said, phrase) is not None for phrase in self._self):
            return "you"
        return self._behind(said) or self._before(said)

    def _behind(self, said: Sequence[str]) -> str | None:
        """ "Asking for my father": the person stands behind the phrase."""
        for phrase in self._for:
            at = place(said, phrase)
            if at is not None:
                person = self._people.find(said[at + len(phrase) : at + len(phrase) + 3])
                if person:
                    return person
        return None

    def _before(self, said: Sequence[str]) -> str | None:
        """ "My mum wants to try it", "papa ke liye": the person stands before the phrase."""
        for phrase in self._wants:
            at = place(said, phrase)
            if at:
                person = self._people.find(said[max(0, at - 3) : at])
                if person:
                    return person
        return None
