"""Conditions and medicines named in a message, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Mention, Status
from bot.language.conditions.address import AddressReader
from bot.language.conditions.assertion import Around, ContextRules
from bot.language.conditions.clause import in_clause
from bot.language.conditions.documents import blank, document
from bot.language.conditions.measurements import Thresholds, figures
from bot.language.conditions.status import Spot, judge
from bot.language.conditions.targets import Marks, Target, as_typed, merged
from bot.language.conditions.verb_final import Clauses
from bot.language.conditions.vocabulary import Vocabulary
from bot.language.lexicon.lexicon import Lexicon
from bot.language.text.misspellings import Meaning, RuleSpeller
from bot.language.text.tokens import Token, tokens


class ConditionReader:
    """Finds the clinic's conditions and medicines. Build it once: it makes the matchers."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        clinic = knowledge.clinic
        self._spellings, self._people = lexicon.answers.spellings, lexicon.people
        self._nlp = blank()
        self._vocabulary = Vocabulary(self._nlp, knowledge.lay_words, lexicon)
        self._context = ContextRules(self._nlp, lexicon.context)
        self._limits = Thresholds(clinic.obesity_bmi_threshold, clinic.obesity_bmi_ask_threshold)
        self._marks = Marks(lexicon)
        self._address = AddressReader(lexicon.rules.addressed)
        self._verbs = Clauses(lexicon.rules.verb_final)
        known, wanted = self._context.words | self._vocabulary.words, self._context.words
        self._words = RuleSpeller(known, wanted, lexicon.answers.common_words)
        self.mentions("warm up, no bp")

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every condition and medicine named in `text`, in order."""
        typed = tokens(text, self._spellings)
        read = self._vocabulary.speller.tokens(typed)
        if not read:
            return ()
        phrases = self._vocabulary.find(document(self._nlp.vocab, read))
        targets = merged(phrases, figures(text, self._limits), read)
        read = self._address.without([*map(self._right, as_typed(read, typed, targets))])
        doc = document(self._nlp.vocab, read)
        around = self._context.around(doc, [Span(doc, t.start, t.end) for t in targets])
        found: list[Mention] = []
        for target, context in zip(targets, around, strict=True):
            spot = self._marks.spot(doc, target)
            entries = (entry for entry in target.entries if entry.kind is not None)
            found.extend(self._mention(text, read, target, entry, context, spot) for entry in entries)
        return in_clause(found, read, self._people, self._verbs)

    def _right(self, token: Token) -> Token:
        return Token(self._words.correct(token.text), token.start, token.end)

    def _mention(
        self,
        text: str,
        read: Sequence[Token],
        target: Target,
        entry: Meaning,
        around: Around,
        spot: Spot,
    ) -> Mention:
        figure = target.figure
        base: Status = figure.base if figure else "denied" if entry.not_raised else "present"
        if entry.kind in ("near", "unsure"):
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
