"""The phrases of context_rules.yml, made ready for ConText.

A phrase may stand in several categories; it becomes one rule whose category is all of them, because
ConText keeps only one rule where two match the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.content.context_rules import ContextRules, Side
from bot.language.lexicon.answer_words import AnswerWords, Phrase

BOTH = frozenset({"forward", "backward"})
_HAS = ("has", "does", "had", "do", "have", "ko hai", "ko")
_NOT_ONESELF = frozenset({"family", "other", "family_history", "pseudo"})


@dataclass(frozen=True)
class ContextPhrase:
    """One phrase as ConText needs it. `ways`: category → the directions in which it counts."""

    words: Phrase
    category: str
    direction: str
    ways: Mapping[str, frozenset[str]]
    until: frozenset[str]
    reach: Mapping[str, int]
    """Direction → how many words away it still counts."""


@dataclass
class _Found:
    """What the file says of one phrase, at whichever places it stands."""

    ways: dict[str, set[str]] = field(default_factory=dict)
    until: set[str] = field(default_factory=set)
    reach: dict[str, int] = field(default_factory=dict)


_Entry = tuple[str, frozenset[str], str, Side]
_NOTHING = Side(phrases=(), until=())
_TO_THE_COMMA = Side(phrases=(), until=("comma",))
_FAMILY = Side(phrases=(), until=("self", "self_claim"))


class ContextPhrases:
    """All phrases, each once."""

    def __init__(self, rules: ContextRules, answers: AnswerWords) -> None:
        self._answers = answers
        self.all = self._read(rules)

    def words(self, phrase: str) -> Phrase:
        """A phrase of the file as the words that a message is read into."""
        return tuple(phrase.split()) if "/" in phrase else self._answers.phrase(phrase)

    def _read(self, rules: ContextRules) -> tuple[ContextPhrase, ...]:
        found: dict[Phrase, _Found] = {}
        for category, direction, phrase, side in _entries(rules):
            about = found.setdefault(self.words(phrase), _Found())
            about.ways.setdefault(category, set()).update(direction)
            about.until.update(side.until)
            if side.reach is not None:
                about.reach.update(dict.fromkeys(direction, side.reach))
        self._add_selves(found, rules)
        names = {"+".join(sorted(about.ways)) for about in found.values()}
        return tuple(_phrase(phrase, about, names) for phrase, about in found.items() if phrase)

    def _add_selves(self, found: Mapping[Phrase, _Found], rules: ContextRules) -> None:
        """A phrase that begins with "I" or "my" speaks of oneself, unless it names somebody else."""
        oneself = rules.categories["self"].forward or _NOTHING
        selves = {words[0] for words in map(self.words, oneself.phrases) if len(words) == 1}
        for phrase, about in found.items():
            if phrase and phrase[0] in selves and not about.ways.keys() & _NOT_ONESELF:
                about.ways.setdefault("self", set()).add("forward")


def place(said: Sequence[str], phrase: Sequence[str]) -> int | None:
    """Where `phrase` stands in the words that were said."""
    for at in range(len(said) - len(phrase) + 1):
        if tuple(said[at : at + len(phrase)]) == tuple(phrase):
            return at
    return None


def _entries(rules: ContextRules) -> Iterator[_Entry]:
    for name, category in rules.categories.items():
        for pattern in category.patterns:
            yield name, BOTH, pattern, _TO_THE_COMMA
        yield from _side(name, frozenset({"forward"}), category.forward)
        yield from _side(name, frozenset({"backward"}), category.backward)
        yield from _side(name, BOTH, category.both)
    for phrase in rules.ends:
        yield "ends", frozenset(), phrase, _NOTHING
    for mark in rules.comma:
        yield "comma", frozenset(), mark, _NOTHING
    for names in rules.people.values():
        yield from _people(names)


def _side(category: str, direction: frozenset[str], side: Side | None) -> Iterator[_Entry]:
    if side is None:
        return
    for phrase in side.phrases:
        yield category, direction, phrase, side
    for phrase in side.pseudo:
        yield "pseudo", frozenset(), phrase, _NOTHING


def _people(names: Sequence[str]) -> Iterator[_Entry]:
    """ "My mum" before a condition, "my mum has" behind it too."""
    for name in names:
        for spoken in (name, f"my {name}"):
            yield "family", frozenset({"forward"}), spoken, _FAMILY
            for has in _HAS:
                yield "family", BOTH, f"{spoken} {has}", _FAMILY


def _phrase(phrase: Phrase, about: _Found, names: set[str]) -> ContextPhrase:
    directions = set().union(*about.ways.values())
    direction = "PSEUDO" if not directions else "BIDIRECTIONAL" if len(directions) > 1 else directions.pop()
    if "ends" in about.ways:
        direction = "TERMINATE"
    enders = frozenset(name.upper() for name in names if about.until & set(name.split("+")))
    return ContextPhrase(
        phrase,
        "+".join(sorted(about.ways)),
        direction.upper(),
        {category: frozenset(allowed) for category, allowed in about.ways.items()},
        enders,
        about.reach,
    )
