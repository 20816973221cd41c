"""Conditions and medicines named in a message, and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from bot.core.knowledge import LayWords
from bot.core.plain_answers import spellings
from bot.core.tokens import Token, tokens
from bot.core.understood import Mention, Status
from bot.understanding.assertion import Around, ContextRules
from bot.understanding.judgement import Spot, judge
from bot.understanding.language import blank, document
from bot.understanding.numbers import Figure, Limits, figures
from bot.understanding.people import People
from bot.understanding.phrases import load_rules, words
from bot.understanding.vocabulary import Entry, Found, Vocabulary


@dataclass(frozen=True)
class _Target:
    """Something found, before its status is known."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    figure: Figure | None = None


class ConditionReader:
    """Finds the clinic's conditions and medicines. Build it once: it makes the matchers."""

    def __init__(
        self, lay_words: Mapping[str, LayWords], *, bmi_obese: float = 30.0, bmi_ask: float = 25.0
    ) -> None:
        rules = load_rules()
        self._nlp = blank()
        self._vocabulary = Vocabulary(self._nlp, lay_words, rules)
        self._context = ContextRules(self._nlp, rules)
        self._limits = Limits(bmi_obese, bmi_ask)
        self._marks = _Marks(rules)
        self._people = People(rules)
        self.mentions("warm up, no bp")

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every condition and medicine named in `text`, in order."""
        typed = tokens(text, spellings())
        read = self._vocabulary.speller.tokens(typed)
        if not read:
            return ()
        phrases = self._vocabulary.find(document(self._nlp.vocab, read))
        targets = _merged(phrases, figures(text, self._limits), read)
        read = _as_typed(read, typed, targets)
        doc = document(self._nlp.vocab, read)
        around = self._context.around(doc, [Span(doc, t.start, t.end) for t in targets])
        found: list[Mention] = []
        for target, context in zip(targets, around, strict=True):
            spot = self._marks.spot(doc, target)
            entries = (entry for entry in target.entries if entry.kind is not None)
            found.extend(self._mention(text, read, target, entry, context, spot) for entry in entries)
        return tuple(found)

    def _mention(
        self, text: str, read: Sequence[Token], target: _Target, entry: Entry, around: Around, spot: Spot
    ) -> Mention:
        figure = target.figure
        base: Status = figure.base if figure else "denied" if entry.not_raised else "present"
        if entry.kind == "near":
            base = "uncertain"
        judged = judge(around, spot, base)
        if figure:
            start, end = figure.start, figure.end
        else:
            start, end = read[target.start].start, read[target.end - 1].end
        return Mention(
            entry.question,
            text[start:end],
            start,
            end,
            judged.status,
            entry.kind or "near",
            entry.part,
            figure.value if figure else None,
            self._people.name(judged.person),
            judged.their,
        )


class _Marks:
    """What the place of a mention in its sentence says."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._states = frozenset(rules["states"])
        self._openers = frozenset(rules["openers"])
        self._passing = frozenset(rules["passing"])
        self._measured = {words(p): q for q, phrases in rules["measured"].items() for p in phrases}

    def spot(self, doc: Doc, target: _Target) -> Spot:
        sentence = doc[target.start].sent
        texts = tuple(token.text for token in doc)
        typed = texts[target.start : target.end]
        last = texts[sentence.end - 1]
        return Spot(
            texts,
            target.start,
            target.end,
            asks="?" in last,
            opens=frozenset(
                i
                for i in range(sentence.start, sentence.end)
                if i == sentence.start or texts[i - 1] in self._openers
            ),
            passing=bool(self._passing & set(typed)),
            state=bool(self._states & set(typed)),
            figure=target.figure is not None,
            measured=typed in self._measured and target.figure is None,
        )


def _as_typed(read: Sequence[Token], typed: Sequence[Token], targets: Sequence[_Target]) -> list[Token]:
    """A misspelling counts only where it makes a condition; elsewhere the word stays as it was typed."""
    original = {token.start: token for token in typed}
    starts = Counter(token.start for token in read)
    covered = {i for target in targets for i in range(target.start, target.end)}
    return [
        token if i in covered or starts[token.start] > 1 else original.get(token.start, token)
        for i, token in enumerate(read)
    ]


def _merged(found: Sequence[Found], numbers: Sequence[Figure], read: Sequence[Token]) -> list[_Target]:
    """Phrases and numbers together; a number takes the place of the words it covers."""
    targets: list[_Target] = []
    for figure in numbers:
        covered = [i for i, token in enumerate(read) if token.start < figure.end and token.end > figure.start]
        if covered:
            entry = Entry(figure.question, figure.kind, figure.part)
            targets.append(_Target(covered[0], covered[-1] + 1, (entry,), figure))
    taken = {i for target in targets for i in range(target.start, target.end)}
    for hit in found:
        if taken.isdisjoint(range(hit.start, hit.end)) and not _bare_before_number(hit, targets, read):
            targets.append(_Target(hit.start, hit.end, hit.entries))
    return sorted(targets, key=lambda target: target.start)


def _bare_before_number(hit: Found, targets: Sequence[_Target], read: Sequence[Token]) -> bool:
    """ "bp is 130/80": the number speaks for the word."""
    for target in targets:
        if target.figure and hit.entries and hit.entries[0].question == target.figure.question:
            near = 0 <= target.start - hit.end <= 4 or 0 <= hit.start - target.end <= 2
            if near and hit.end - hit.start <= 2 and hit.entries[0].part == target.figure.part:
                return True
    return False
