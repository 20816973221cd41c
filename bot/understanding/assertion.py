"""Which phrases reach which condition, found by medspaCy's ConText. `judgement` weighs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from medspacy.context import ConText, ConTextRule
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.understanding.phrases import Phrase, load_phrases

GROUP = "medspacy_spans"


@dataclass(frozen=True)
class Reach:
    """One phrase that reaches a condition, from before or from behind."""

    categories: frozenset[str]
    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """Everything that reaches one condition."""

    before: tuple[Reach, ...] = ()
    after: tuple[Reach, ...] = ()

    def has(self, *categories: str) -> bool:
        return any(r.categories & set(categories) for r in (*self.before, *self.after))

    def forward(self, category: str) -> tuple[Reach, ...]:
        return tuple(r for r in self.before if category in r.categories)

    def backward(self, category: str) -> tuple[Reach, ...]:
        return tuple(r for r in self.after if category in r.categories)


@dataclass
class ContextRules:
    """ConText with the rules of context_rules.yml."""

    nlp: Language
    rules: Mapping[str, Any]
    _context: ConText = field(init=False)

    def __post_init__(self) -> None:
        self._context = ConText(
            self.nlp, rules=None, input_span_type="group", span_attrs=None, span_group_name=GROUP
        )
        self._context.add([_rule(phrase) for phrase in load_phrases(self.rules)])

    def around(self, doc: Doc, targets: Sequence[Span]) -> list[Around]:
        """For every target, the phrases that reach it."""
        doc.spans[GROUP] = list(targets)
        self._context(doc)
        found: list[list[list[Reach]]] = [[[], []] for _ in targets]
        places = {(target.start, target.end): i for i, target in enumerate(targets)}
        for target, modifier in doc._.context_graph.edges:
            behind = modifier._start >= target.end
            direction = "backward" if behind else "forward"
            ways: Mapping[str, set[str]] = modifier.rule.metadata["ways"]
            categories = frozenset(c for c, allowed in ways.items() if direction in allowed)
            if categories:
                start, end = modifier.modifier_span
                words = tuple(token.text for token in doc[start:end])
                place = found[places[target.start, target.end]]
                place[behind].append(Reach(categories, start, end, words))
        return [Around(tuple(before), tuple(after)) for before, after in found]


def _rule(phrase: Phrase) -> ConTextRule:
    pattern = None
    if any(word.startswith("/") for word in phrase.words):
        pattern = [
            {"TEXT": {"REGEX": f"^{word[1:-1]}$"}} if word.startswith("/") else {"TEXT": word}
            for word in phrase.words
        ]
    return ConTextRule(
        " ".join(phrase.words),
        phrase.category,
        pattern=pattern,
        direction=phrase.direction,
        max_scope=phrase.reach,
        terminated_by=phrase.until,
        metadata={"ways": phrase.ways},
    )
