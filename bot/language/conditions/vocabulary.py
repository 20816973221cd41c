"""The clinic's words for its ten questions, found in a message by spaCy, with tolerance for misspellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from bot.content.context_rules import ContextRules
from bot.content.knowledge import LayWords
from bot.domain.interpretation import Kind
from bot.language.lexicon.answer_words import Phrase
from bot.language.lexicon.lexicon import Lexicon
from bot.language.text.devanagari import folded
from bot.language.text.misspellings import Meaning, Speller
from bot.language.text.sounds import is_devanagari

_SHORTEST_WITH_ENDING: Final = 3
"""Letters that a word has more of before an ending is read behind it."""


@dataclass(frozen=True)
class Found:
    """A phrase found in a message, as a range of its words."""

    start: int
    end: int
    entries: tuple[Meaning, ...]


class Vocabulary:
    """All phrases, ready to be matched."""

    def __init__(self, nlp: Language, lay_words: Mapping[str, LayWords], lexicon: Lexicon) -> None:
        self._entries: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
        endings = tuple(map(folded, lexicon.rules.case_endings))
        for phrase, entry in _phrases(lay_words, lexicon):
            for form in _forms(phrase, endings):
                if entry not in self._entries[form]:
                    self._entries[form].append(entry)
        self._matcher = PhraseMatcher(nlp.vocab)
        self._matcher.add("phrase", [Doc(nlp.vocab, words=list(form)) for form in self._entries])
        self._patterns, self._pattern_entries = _patterns(nlp, lexicon.rules)
        self.words = frozenset(word for form in self._entries for word in form)
        self.speller = Speller(self._entries, lexicon.rules)

    def find(self, doc: Doc) -> list[Found]:
        """What the message names, the longest phrases first and none over another."""
        hits = [(start, end, self._look_up(doc, start, end)) for _, start, end in self._matcher(doc)]
        for key, start, end in self._patterns(doc):
            hits.append((start, end, (self._pattern_entries[doc.vocab.strings[key]],)))
        taken: set[int] = set()
        found: list[Found] = []
        for start, end, entries in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
            if not taken.intersection(range(start, end)):
                taken.update(range(start, end))
                found.append(Found(start, end, entries))
        return sorted(found, key=lambda hit: hit.start)

    def _look_up(self, doc: Doc, start: int, end: int) -> tuple[Meaning, ...]:
        return tuple(self._entries[tuple(token.text for token in doc[start:end])])


def _phrases(lay_words: Mapping[str, LayWords], lexicon: Lexicon) -> Iterator[tuple[Phrase, Meaning]]:
    words, not_raised = lexicon.context.words, lexicon.rules.not_raised
    overridden = {words(phrase) for item in not_raised for phrase in item.phrases}
    for question, lay in lay_words.items():
        groups: list[tuple[Kind | None, str | None, Sequence[str]]] = [
            ("condition", None, lay.terms),
            *(("part", part, phrases) for part, phrases in lay.parts.items()),
            ("example", None, lay.examples),
            ("medicine", None, lay.medicines),
            ("near", None, lay.ask),
            ("unsure", None, lay.unsure),
            (None, None, lay.not_this),
        ]
        for kind, part, phrases in groups:
            for phrase in phrases:
                if kind is not None or words(phrase) not in overridden:
                    yield words(phrase), Meaning(question, kind, part)
    for item in not_raised:
        for phrase in item.phrases:
            yield words(phrase), Meaning(item.question, "part", item.part, not_raised=True)


def _forms(phrase: Phrase, endings: Sequence[str]) -> Iterator[Phrase]:
    """The phrase, and its last word in the other number, or with a case ending that Marathi joins to it."""
    if not phrase:
        return
    yield phrase
    *first, last = phrase
    if is_devanagari(last) and len(last) > _SHORTEST_WITH_ENDING:
        yield from ((*first, last + ending) for ending in endings)
    if not (last.isascii() and last.isalpha() and len(last) > 3):
        return
    if not last.endswith("s"):
        yield (*first, last + "s")
    elif first and not last.endswith(("ss", "is", "us")):
        yield (*first, last[:-1])


def _patterns(nlp: Language, rules: ContextRules) -> tuple[Matcher, dict[str, Meaning]]:
    """Phrases with a gap: "bones * weak" allows up to three words between."""
    matcher, entries = Matcher(nlp.vocab), {}
    for number, item in enumerate(rules.patterns):
        key = f"pattern {number}"
        entries[key] = Meaning(item.question, item.kind, item.part)
        for phrase in item.phrases:
            matcher.add(key, [_pattern(phrase.split(), rules.not_in_gaps)])
    return matcher, entries


def _pattern(parts: Sequence[str], never: Sequence[str]) -> list[dict[str, Any]]:
    pattern: list[dict[str, Any]] = []
    for part in parts:
        if part == "*":
            pattern += [{"TEXT": {"NOT_IN": [*map(folded, never)]}, "OP": "?"}] * 3
        else:
            pattern.append({"TEXT": {"IN": [*map(folded, part.strip("()").split("|"))]}})
    return pattern
