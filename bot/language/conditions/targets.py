"""What was found in a message, phrases and numbers together, and where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.language.conditions.measurements import Figure
from bot.language.conditions.status import Spot
from bot.language.conditions.vocabulary import Found
from bot.language.lexicon.lexicon import Lexicon
from bot.language.text.devanagari import folded_words
from bot.language.text.misspellings import Meaning
from bot.language.text.tokens import Token


@dataclass(frozen=True)
class Target:
    """Something found, before its status is known."""

    start: int
    end: int
    entries: tuple[Meaning, ...]
    figure: Figure | None = None


class Marks:
    """What the place of a mention in its sentence says."""

    def __init__(self, lexicon: Lexicon) -> None:
        rules, words = lexicon.rules, lexicon.context.words
        self._states = folded_words(rules.states)
        self._openers = folded_words(rules.openers)
        self._passing = folded_words(rules.passing)
        self._measured = frozenset(words(phrase) for said in rules.measured.values() for phrase in said)

    def spot(self, doc: Doc, target: Target) -> Spot:
        sentence = doc[target.start].sent
        texts = tuple(token.text for token in doc)
        typed = texts[target.start : target.end]
        last = texts[sentence.end - 1]
        return Spot(
            texts,
            target.start,
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


def as_typed(read: Sequence[Token], typed: Sequence[Token], targets: Sequence[Target]) -> list[Token]:
    """A misspelling counts only where it makes a condition; elsewhere the word stays as it was typed."""
    original = {token.start: token for token in typed}
    starts = Counter(token.start for token in read)
    covered = {i for target in targets for i in range(target.start, target.end)}
    return [
        token if i in covered or starts[token.start] > 1 else original.get(token.start, token)
        for i, token in enumerate(read)
    ]


def merged(found: Sequence[Found], numbers: Sequence[Figure], read: Sequence[Token]) -> list[Target]:
    """Phrases and numbers together; a number takes the place of the words it covers."""
    targets: list[Target] = []
    for figure in numbers:
        covered = [i for i, token in enumerate(read) if token.start < figure.end and token.end > figure.start]
        if covered:
            entry = Meaning(figure.question, figure.kind, figure.part)
            targets.append(Target(covered[0], covered[-1] + 1, (entry,), figure))
    taken = {i for target in targets for i in range(target.start, target.end)}
    for hit in found:
        if taken.isdisjoint(range(hit.start, hit.end)) and not _bare_before_number(hit, targets, read):
            targets.append(Target(hit.start, hit.end, hit.entries))
    return sorted(targets, key=lambda target: target.start)


def _bare_before_number(hit: Found, targets: Sequence[Target], read: Sequence[Token]) -> bool:
    """ "bp is 130/80": the number speaks for the word."""
    for target in targets:
        if target.figure and hit.entries and hit.entries[0].question == target.figure.question:
            near = 0 <= target.start - hit.end <= 4 or 0 <= hit.start - target.end <= 2
            only_a_weight = (target.figure.value or "").endswith(" kg")
            names = hit.entries[0].kind == "condition" and only_a_weight
            if near and not names and hit.end - hit.start <= 2 and hit.entries[0].part == target.figure.part:
                return True
    return False
