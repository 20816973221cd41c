"""Reading an answer: what a message says about the asked question, and about the others.

The asked question and the interpretation in, a `Reading` out. Only an explicit `no` to
the asked question, or an explicit denial of that condition, reads as `no` (contract, rule 2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.content.knowledge import Checklist, Question
from bot.domain.interpretation import ASIDES, Interpretation
from bot.language.answers.evidence import Evidence, denies_whole, gather, past_counts
from bot.language.answers.narrowing import narrowed
from bot.language.answers.opening import head_of_no, opens_with_yes
from bot.language.answers.plain_words import Plain, plain
from bot.language.answers.reading_values import ASIDE, CONFIRM, DECLINED, NO, UNSURE, YES, Fact, Reading
from bot.language.answers.repairs import by_value, leans_to_no, no_sure_no, one_denial, only_asks, repair
from bot.language.answers.rules import beside, spoken, told
from bot.language.answers.soundness import SoundnessReader
from bot.language.lexicon.answer_words import AnswerWords
from bot.language.lexicon.wishes import WishReader
from bot.language.text.devanagari import folded_words

__all__ = ["AnswerReader", "Fact", "Reading"]


_NEVER_BESIDE: Final = frozenset(("stop", "start_over", "erase", "go_back", "proxy", "correct", "under_age"))
"""What is wanted of the check itself; whoever says that answers nothing."""
_BESIDE_NO: Final = frozenset(
    ("tell", "topic", "medical", "out_of_scope", "not_understood", "deny", "know_me", "how_many", "too_long",
     "language", "what_next")
)  # fmt: skip
"""What may stand behind a no; other intents want something of the check, and the no may be of that."""
_NO_FIRST: Final = folded_words(("no", "nope", "nah", "nahi", "not", "na", "nop", "नहीं", "नाही", "ना"))
_BESIDES: Final = folded_words(
    ("also", "and", "too", "plus", "bhi", "aur", "pan", "ani", "भी", "और", "पण", "आणि")
)
_OF_ONESELF: Final = re.compile(r"\b(?:i|im|i'm|main|mai|mi)\b|मैं|मी(?!\w)", re.IGNORECASE)
"""What is denied in these words is denied of the person typing, who is not always the one to be treated."""


@dataclass(frozen=True)
class _Stand:
    """What a message stands in: the question, the part of it, and who is to be treated."""

    asked: str
    part: str | None
    subject: str | None


@dataclass(frozen=True)
class AnswerReader:
    """Reads answers to the questions of one checklist, in the words of one language."""

    checklist: Checklist
    words: AnswerWords
    wishes: WishReader
    soundness: SoundnessReader

    def read(
        self,
        asked: str | None,
        interpretation: Interpretation,
        *,
        part: str | None = None,
        subject: str | None = None,
    ) -> Reading:
        """Read `interpretation` as an answer to the question `asked` (None: none is asked).

        `part` is set when a follow-up asked only that part of a two-part question.
        `subject` is who is to be treated when it is not the person typing ("your mother"): then facts
        about that person count, and those about the typist do not.
        """
        about = _subject(interpretation, subject)
        facts = self._facts(asked, interpretation, about)
        kept = _of_the_right_person(facts, interpretation.text, about)
        if asked is None:
            return Reading("aside", facts=kept)
        evidence = gather(interpretation.mentions, asked, about)
        if evidence.present and only_asks(interpretation.text):
            evidence = replace(evidence, present=(), asked=(*evidence.asked, *evidence.present))
        spans = [(mention.start, mention.end) for mention in interpretation.mentions]
        said = plain(interpretation.text, self.words, spans, asked, proxy=about is not None)
        reading = _answer(self.checklist[asked], interpretation, evidence, said, part)
        if reading.sense in ("aside", "confirm"):
            smaller = narrowed(interpretation, self.words)
            answered = (self.read(asked, small, part=part, subject=about) for small in smaller)
            reading = next((inner for inner in answered if inner.sense == "answer"), reading)
        reading = self._opening(reading, interpretation, _Stand(asked, part, about))
        reading = self._in_other_words(reading, interpretation, _Stand(asked, part, about), evidence, said)
        if reading == NO:
            reading = self._sure_no(interpretation, evidence, facts)
        if (
            reading in (UNSURE, DECLINED)
            and not evidence
            and leans_to_no(self.wishes.read(interpretation.text))
        ):
            reading = CONFIRM
        if reading.sense in ("confirm", "unclear", "aside"):
            reading = by_value(self.checklist[asked], evidence) or reading
        if reading.sense in ("confirm", "unclear"):
            reading = replace(
                reading,
                repair=reading.repair or repair(asked, self.wishes.read(interpretation.text), evidence, said),
            )
        elsewhere = facts and not evidence and self._answers_another(reading, interpretation, facts, said)
        return replace(ASIDE if elsewhere else reading, facts=kept)

    def _answers_another(
        self, reading: Reading, interpretation: Interpretation, facts: tuple[Fact, ...], said: Plain
    ) -> bool:
        """Whether what is told is of another question, and no failed answer here: "I take warfarin"."""
        if reading == YES:
            return _is_of_another(facts, interpretation, self.words)
        if reading == UNSURE:
            return said.forgot or _is_unsure_of_another(facts, interpretation)
        return reading.sense == "unclear" and not said.said

    def _opening(self, reading: Reading, interpretation: Interpretation, stand: _Stand) -> Reading:
        """A plain yes or no that opens the message, where the whole of it is not clear."""
        asked = self.checklist[stand.asked]
        if reading.sense == "part_denied" or (reading.sense == "answer" and reading != UNSURE):
            return reading
        if interpretation.intent in _NEVER_BESIDE:
            return reading
        if opens_with_yes(interpretation, asked, self.words, stand.subject):
            return YES
        if reading == UNSURE or interpretation.intent not in _BESIDE_NO:
            return reading
        head = head_of_no(interpretation, self.words, asked)
        if head is None:
            return reading
        alone = self.read(asked.id, head, part=stand.part, subject=stand.subject)
        return NO if alone.sense == "answer" and alone.answer == "no" else reading

    def _in_other_words(
        self,
        reading: Reading,
        interpretation: Interpretation,
        stand: _Stand,
        evidence: Evidence,
        said: Plain,
    ) -> Reading:
        """A no that is said of the thing itself: "all discs in place", "never had eye trouble"."""
        plain_answer = {"yes", "half_yes"} if reading != NO else {"yes", "half_yes", "no"}
        if plain_answer.intersection(said.said) or (reading == YES and not evidence.present):
            return reading
        if interpretation.intent in _NEVER_BESIDE or said.hedged:
            return reading
        if stand.subject is not None and _OF_ONESELF.search(interpretation.text):
            return reading
        begins_no = self._begins_no(interpretation.text)
        verdict = self.soundness.read(
            self.checklist[stand.asked], interpretation.text, interpretation.mentions, begins_no=begins_no
        )
        if verdict == "told" and reading == NO and not begins_no:
            return CONFIRM
        if verdict == "denied" and not (evidence.past or evidence.over or evidence.near):
            return NO
        if verdict == "doubtful" and reading == YES:
            return CONFIRM
        if verdict == "leans" and reading.sense in ("confirm", "unclear"):
            return replace(CONFIRM, repair="leaning_no")
        return reading

    def _begins_no(self, text: str) -> bool:
        """Whether a message begins with a no, behind words that say nothing."""
        typed = self.words.words(text)
        first = next((word for word in typed if not _says_nothing(word, self.words)), "")
        return first in _NO_FIRST

    def _sure_no(
        self, interpretation: Interpretation, evidence: Evidence, facts: tuple[Fact, ...]
    ) -> Reading:
        """A no that says so of the asked question: one no counts once; hearsay or a slip is none (rule 2)."""
        named = any(fact.answer == "no" for fact in facts)
        if named and not evidence.denied and one_denial(interpretation.text):
            return ASIDE
        return CONFIRM if no_sure_no(self.wishes.read(interpretation.text)) else NO

    def _facts(
        self, asked: str | None, interpretation: Interpretation, subject: str | None
    ) -> tuple[Fact, ...]:
        """What the message says of the questions that were not asked."""
        others = (question for question in self.checklist.questions if question.id != asked)
        return tuple(fact for question in others if (fact := _fact(question, interpretation, subject, asked)))


def _of_the_right_person(facts: tuple[Fact, ...], text: str, subject: str | None) -> tuple[Fact, ...]:
    """Without what the person typing denies of oneself, when the check is for somebody else."""
    if subject is None or _OF_ONESELF.search(text) is None:
        return facts
    return tuple(fact for fact in facts if fact.answer != "no")


def _says_nothing(word: str, words: AnswerWords) -> bool:
    kinds = words.phrases.get((word,), frozenset())
    spelled = any(letter.isalpha() for letter in word)
    return not spelled or ("fillers" in kinds and "no" not in kinds)


def _subject(interpretation: Interpretation, subject: str | None) -> str | None:
    told_now = interpretation.subject or subject
    return None if told_now == "you" else told_now


def _answer(
    question: Question, interpretation: Interpretation, evidence: Evidence, words: Plain, part: str | None
) -> Reading:
    if evidence.present and words.listed and set(words.said) == {"no"}:
        return _no_to_the_listed(evidence)
    if _is_a_list_beside_a_no(evidence, words):
        return CONFIRM
    if interpretation.intent in ASIDES and not words.only and not evidence:
        return beside(words, asks=interpretation.intent in ("topic", "medical", "out_of_scope"))
    if evidence.present:
        first = words.said[:1] == ("unsure",) and "yes" not in words.said
        unsure = first and all(mention.person != "you" for mention in evidence.present)
        return UNSURE if unsure else YES  # "Not sure. One doctor told slip disc, the other ..."
    if "declined" in words.said and not (words.said[0] == "no" and words.goes_on):
        return DECLINED
    if words.said and not (words.not_me and evidence.others and not evidence):
        return spoken(question, evidence, words, part)
    return told(question, interpretation.intent, evidence, words, part)


def _is_a_list_beside_a_no(evidence: Evidence, words: Plain) -> bool:
    """ "No. Stroke, fits, brain operation, he said none": two or more that are only named."""
    named = len(evidence.present) + len(evidence.near)
    return bool(evidence.present) and named > 1 and words.bare and words.denying and "yes" not in words.said


def _is_of_another(facts: tuple[Fact, ...], interpretation: Interpretation, words: AnswerWords) -> bool:
    """Whether a yes goes on to tell an illness of another question, and says not that it is told besides.

    "Yes, one seizure in 2011" to the question about medicines.
    """
    told = {
        mention.question
        for mention in interpretation.mentions
        if mention.kind in ("condition", "example", "part") and mention.status in ("present", "historical")
    }
    besides = _BESIDES.intersection(words.words(interpretation.text))
    return not besides and any(fact.answer == "yes" and fact.question in told for fact in facts)


def _is_unsure_of_another(facts: tuple[Fact, ...], interpretation: Interpretation) -> bool:
    """ "I may be pregnant, not tested yet" to the question about medicines: what opens it is not sure."""
    unsure = {fact.question for fact in facts if fact.answer == "unsure"}
    first = min(interpretation.mentions, key=lambda mention: mention.start, default=None)
    few_before = first is not None and len(interpretation.text[: first.start].split()) <= _FEW
    return few_before and first is not None and first.question in unsure


_FEW: Final = 3
"""Words in front of what a message is about."""


def _no_to_the_listed(evidence: Evidence) -> Reading:
    """ "Stroke, fits, tumour ... none of that ever": what is only named is denied behind it."""
    return CONFIRM if evidence.past or evidence.over or evidence.near or evidence.uncertain else NO


def _fact(
    question: Question, interpretation: Interpretation, subject: str | None, asked: str | None
) -> Fact | None:
    """What the message says of a question that was not asked."""
    evidence = gather(interpretation.mentions, question.id, subject)
    if evidence.present and only_asks(interpretation.text):
        return None
    said = interpretation.text.strip()
    if evidence.present:
        # A medicine only points to a condition, which is asked back, unless medicines are what is asked
        # about.
        asks_for_medicines = asked is None and bool(question.codes.get("rxnorm"))
        sure = asks_for_medicines or any(mention.kind != "medicine" for mention in evidence.present)
        return Fact(question.id, "yes", said, sure)
    if evidence.past:
        return Fact(question.id, "yes", said, past_counts(question, evidence.past[0]) == "yes")
    if any(mention.kind == "unsure" for mention in evidence.near) and not question.asks_possible:
        return Fact(question.id, "unsure", said, False)  # the rest of its question is still open
    if by_value(question, evidence):
        return Fact(question.id, "unsure", said, stated=True)
    if evidence.uncertain:
        return Fact(question.id, "unsure", said, False)
    if evidence.denied and not (evidence.near or evidence.over) and denies_whole(question, evidence.denied):
        return Fact(question.id, "no", said, True)
    return None
