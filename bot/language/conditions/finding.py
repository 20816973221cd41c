"""Conditions and medicines named in a message, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Span

from bot.content.knowledge import Knowledge, LayWords
from bot.domain.interpretation import Mention, Status
from bot.language.conditions.assertion import Around, ContextRules
from bot.language.conditions.documents import blank, document
from bot.language.conditions.measurements import Thresholds, figures
from bot.language.conditions.status import Spot, judge
from bot.language.conditions.targets import Marks, Target, as_typed, merged
from bot.language.conditions.vocabulary import Vocabulary
from bot.language.lexicon.answer_words import spellings
from bot.language.lexicon.context_phrases import load_rules
from bot.language.lexicon.people import People
from bot.language.text.misspellings import Entry, RuleSpeller
from bot.language.text.tokens import Token, tokens


class ConditionReader:
    """Finds the clinic's conditions and medicines. Build it once: it makes the matchers."""

    def __init__(
        self, lay_words: Mapping[str, LayWords], *, bmi_obese: float = 30.0, bmi_ask: float = 25.0
    ) -> None:
        rules = load_rules()
        self._nlp = blank()
        self._vocabulary = Vocabulary(self._nlp, lay_words, rules)
        self._context = ContextRules(self._nlp, rules)
        self._limits = Thresholds(bmi_obese, bmi_ask)
        self._marks = Marks(rules)
        self._words = RuleSpeller(self._context.words | self._vocabulary.words, self._context.words)
        self._people = People(rules)
        self.mentions("warm up, no bp")

    @classmethod
    def of(cls, knowledge: Knowledge) -> ConditionReader:
        """With the clinic's own words and limits."""
        clinic = knowledge.clinic
        return cls(
            knowledge.lay_words,
            bmi_obese=clinic.obesity_bmi_threshold,
            bmi_ask=clinic.obesity_bmi_ask_threshold,
        )

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every condition and medicine named in `text`, in order."""
        typed = tokens(text, spellings())
        read = self._vocabulary.speller.tokens(typed)
        if not read:
            return ()
        phrases = self._vocabulary.find(document(self._nlp.vocab, read))
        targets = merged(phrases, figures(text, self._limits), read)
        read = [*map(self._right, as_typed(read, typed, targets))]
        doc = document(self._nlp.vocab, read)
        around = self._context.around(doc, [Span(doc, t.start, t.end) for t in targets])
        found: list[Mention] = []
        for target, context in zip(targets, around, strict=True):
            spot = self._marks.spot(doc, target)
            entries = (entry for entry in target.entries if entry.kind is not None)
            found.extend(self._mention(text, read, target, entry, context, spot) for entry in entries)
        return tuple(found)

    def _right(self, token: Token) -> Token:
        return Token(self._words.correct(token.text), token.start, token.end)

    def _mention(
        self, text: str, read: Sequence[Token], target: Target, entry: Entry, around: Around, spot: Spot
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
