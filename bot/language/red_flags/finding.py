"""Finds the red flags that a message reports, by the records of knowledge/red_flags/.

A flag counts only when it is reported as present: what is denied, past, only asked about, supposed
or a figure of speech is passed over. Someone else in danger now counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.content.knowledge import KnowledgeError
from bot.content.red_flag_rules import ROOM, FlagRules
from bot.language.lexicon.phrase_groups import Phrases, Span, Spans, Token, covered, outside
from bot.language.lexicon.phrase_syntax import PhraseError
from bot.language.red_flags import circumstances
from bot.language.red_flags.circumstances import DENIALS, Circumstances
from bot.language.red_flags.readings import Readings
from bot.language.red_flags.rules import CIRCUMSTANCES, FIGURATIVE, GroupedRules, Rule, same_words
from bot.language.text import sentences as texts
from bot.language.text.english import english_words
from bot.language.text.spelling import Spelling


@dataclass(frozen=True)
class RedFlagRules:
    """The rules, ready to be used; made once by `compiled`."""

    rules: tuple[Rule, ...]
    parts: frozenset[str]
    """What the rules look for; a message without any of it reports nothing."""
    phrases: Phrases
    readings: Readings


def compiled(written: FlagRules) -> RedFlagRules:
    """The rules of the clinic's records; `KnowledgeError` says what is wrong with them."""
    grouped = GroupedRules(written)
    skip, bars, markers, theirs = (frozenset(listed.split()) for listed in _lists(written))
    try:
        phrases = Phrases(grouped.groups, skip, bars)
    except PhraseError as error:
        raise KnowledgeError(ROOM, error.item, error.remedy) from error
    parts = {part for rule in grouped.rules for part in (*rule.parts, *rule.ever)}
    sought = phrases.vocabulary(parts | set(DENIALS))
    never = phrases.vocabulary() | skip | english_words()
    readings = Readings(phrases, Spelling(sought, never, same_words(written)), markers, theirs)
    needed = frozenset(part for rule in grouped.rules for part in rule.parts)
    return RedFlagRules(grouped.rules, needed, phrases, readings)


def _lists(written: FlagRules) -> tuple[str, str, str, str]:
    spelling = written.spelling
    return spelling.skip, spelling.bars, spelling.markers, spelling.theirs


def find(text: str, rules: RedFlagRules) -> tuple[str, ...]:
    """The ids of the red flags that the text reports, the most urgent first."""
    found = {flag for variant in texts.variants(text) for flag in _find(variant, rules)}
    return tuple(dict.fromkeys(rule.flag for rule in rules.rules if rule.flag in found)) if found else ()


def _find(text: str, rules: RedFlagRules) -> tuple[str, ...]:
    read = texts.read(text)
    tokens = rules.readings.tokens(read.words)
    spans = rules.phrases.find(tokens)
    if rules.parts.isdisjoint(spans):
        return ()
    meant = circumstances.read(tokens, read.questions, spans)
    return _fired(rules.rules, _Message(tokens, spans, meant, covered(spans.get(FIGURATIVE, ()))))


@dataclass(frozen=True)
class _Message:
    tokens: Sequence[Token]
    spans: Spans
    meant: Circumstances
    figurative: frozenset[int]

    def literal(self, name: str) -> list[Span]:
        """Where a group stands, except inside a figure of speech."""
        return outside(self.spans.get(name, ()), self.figurative)


def _fired(rules: Sequence[Rule], message: _Message) -> tuple[str, ...]:
    flags: dict[str, None] = {}
    for rule in rules:
        if rule.flag not in flags and message.spans.keys() >= set(rule.parts) and _fires(rule, message):
            flags[rule.flag] = None
    return tuple(flags)


def _fires(rule: Rule, message: _Message) -> bool:
    if any(message.spans.get(name) for name in rule.unless):
        return False
    if not all(message.literal(name) for name in rule.ever):
        return False
    mentions = {part: message.literal(part) for part in rule.parts}
    own = {part: covered(spans) for part, spans in mentions.items()}
    usable = {}
    for part, spans in mentions.items():
        others = frozenset[int]().union(*(words for other, words in own.items() if other != part))
        usable[part] = [span for span in spans if _present(span, others, rule, message.meant)]
    return all(usable.values()) and _close(rule, usable, message.tokens)


def _present(span: Span, others: frozenset[int], rule: Rule, meant: Circumstances) -> bool:
    """Whether one mention is meant as present. A "not" among the rule's own words denies nothing."""
    words = range(*span)
    for name in CIRCUMSTANCES - rule.regardless:
        if not getattr(meant, name).isdisjoint(words):
            return False
    return not {at for word in words for at in meant.denied_by[word]} - set(words) - others


def _close(rule: Rule, usable: Mapping[str, Sequence[Span]], tokens: Sequence[Token]) -> bool:
    """Whether all parts stand within the rule's stretch of words, in any order."""
    last: dict[str, int] = {}
    sentence = -1
    for start, end, part in _in_order(usable):
        if rule.one_sentence and tokens[start].sentence != sentence:
            last, sentence = {}, tokens[start].sentence
        last[part] = start
        if len(last) == len(usable) and end - min(last.values()) <= rule.stretch:
            return True
    return False


def _in_order(usable: Mapping[str, Sequence[Span]]) -> Iterator[tuple[int, int, str]]:
    yield from sorted((start, end, part) for part, spans in usable.items() for start, end in spans)
