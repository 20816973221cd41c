"""Which phrases reach which condition, found by medspaCy's ConText. `status.py` weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from medspacy.context import ConText, ConTextRule
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.language.lexicon.context_phrases import ContextPhrase, ContextPhrases

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

    @property
    def denials(self) -> tuple[Reach, ...]:
        """The denials before it, nearest last."""
        return tuple(r for r in self.before if r.categories & {"negated", "refused"})

    def backward(self, category: str) -> tuple[Reach, ...]:
        return tuple(r for r in self.after if category in r.categories)


@dataclass
class ContextRules:
    """ConText with the rules of context_rules.yml."""

    nlp: Language
    phrases: ContextPhrases
    words: frozenset[str] = field(init=False)
    """Every word of the rules."""
    _context: ConText = field(init=False)

    def __post_init__(self) -> None:
        self._context = ConText(
            self.nlp, rules=None, input_span_type="group", span_attrs=None, span_group_name=GROUP
        )
        self._context.add([_rule(phrase) for phrase in self.phrases.all])
        self.words = frozenset(word for phrase in self.phrases.all for word in phrase.words if word.isalpha())

    def around(self, doc: Doc, targets: Sequence[Span]) -> list[Around]:
        """For every target, the phrases that reach it."""
        doc.spans[GROUP] = list(targets)
        self._context(doc)
        found: list[list[list[Reach]]] = [[[], []] for _ in targets]
        places = {(target.start, target.end): i for i, target in enumerate(targets)}
        for target, modifier in doc._.context_graph.edges:
            if reach := _reach(target, modifier):
                behind = reach.end > target.end
                found[places[target.start, target.end]][behind].append(reach)
        return [Around(tuple(before), tuple(after)) for before, after in found]


def _reach(target: Span, modifier: Any) -> Reach | None:
    """The phrase as it reaches the target; None when it does not count in this direction or so far away."""
    start, end = modifier.modifier_span
    behind = end > target.end
    if not behind and start >= target.start:
        return None
    direction = "backward" if behind else "forward"
    away = start - target.end if behind else target.start - end
    settings = modifier.rule.metadata
    categories = frozenset(c for c, allowed in settings["ways"].items() if direction in allowed)
    if not categories or away > settings["reach"].get(direction, away):
        return None
    return Reach(categories, start, end, tuple(token.text for token in target.doc[start:end]))


def _rule(phrase: ContextPhrase) -> ConTextRule:
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
        terminated_by=phrase.until,
        metadata={"ways": phrase.ways, "reach": phrase.reach},
    )
