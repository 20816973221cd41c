"""The words of plain answers, ready to be looked up: yes, no, not sure, rather not say ..."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from bot.content.plain_answers import KINDS, PlainAnswers
from bot.language.text.devanagari import folded, folded_words
from bot.language.text.spelling import Spelling
from bot.language.text.tokens import tokens

_REMEMBERED: Final = 8192
"""How many typed words' right spellings are kept."""

Phrase = tuple[str, ...]


class AnswerWords:
    """The lists of plain_answers.yml, each phrase as the words that a message is read into."""

    def __init__(self, listed: PlainAnswers) -> None:
        self.spellings = {
            folded(typed): tuple(map(folded, meant.split())) for typed, meant in listed.spellings.items()
        }
        self.phrase = cache(self.words)
        """The words of a phrase of the files; kept, because many readers ask for it when they are built."""
        self.common_words = folded_words(listed.common_words)
        self.phrases = self._kinds(listed)
        """Phrase → the lists it stands in."""
        self.longest = max(map(len, self.phrases))
        self.after_no = folded_words(listed.after_no)
        self.denying = folded_words(listed.denying)
        self.opens = folded_words(listed.opens)
        self.half_yes = self._phrases(listed.half_yes)
        self.excepting, self.limiting = folded_words(listed.excepting), folded_words(listed.limiting)
        self.pointing, self.well = folded_words(listed.pointing), folded_words(listed.well)
        self.having, self.onward = folded_words(listed.having), folded_words(listed.onward)
        self.splits = folded_words(listed.splits)
        self.leads = self._phrases(listed.leads)
        self.before_nouns = self._phrases(listed.before_nouns)
        self.must_stand_alone = self._phrases(listed.must_stand_alone)
        self.closing = folded_words(listed.closing)
        self.people = folded_words(listed.people)
        self.harmless = {question: folded_words(words) for question, words in listed.harmless.items()}
        self.asked_words = {q: self._phrases(phrases) for q, phrases in listed.asked_words.items()}
        self.not_me = self._phrases(listed.not_me)
        self.checked = folded_words(listed.checked)
        self.denies = {q: tuple(map(self.phrase, phrases)) for q, phrases in listed.denies.items()}
        self.right = lru_cache(maxsize=_REMEMBERED)(self._right)
        """A misspelt word as the one of ours that it must be; itself when it is right, or may be several."""
        known = {word for phrase in self.phrases for word in phrase} | self.people | self.limiting
        self._spelling = Spelling(known, self.common_words, {})

    def words(self, text: str) -> Phrase:
        """The words of `text`, each in the one spelling that the lists hold."""
        return tuple(token.text for token in tokens(text, self.spellings))

    def _phrases(self, listed: Iterable[str]) -> frozenset[Phrase]:
        return frozenset(map(self.phrase, listed))

    def _kinds(self, listed: PlainAnswers) -> Mapping[Phrase, frozenset[str]]:
        kinds: dict[Phrase, set[str]] = {}
        for kind in KINDS:
            for phrase in getattr(listed, kind):
                kinds.setdefault(self.phrase(phrase), set()).add(kind)
        return {phrase: frozenset(found) for phrase, found in kinds.items() if phrase}

    def _right(self, word: str) -> str:
        readings = self._spelling.words(word)
        return readings[0][0] if len(readings) == 1 and len(readings[0]) == 1 else word
