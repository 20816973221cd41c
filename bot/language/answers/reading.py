"""Reading an answer: what a message says about the asked question, and about the others.

Pure: the asked question and the understood message in, a `Reading` out. Only an explicit `no` to
the asked question, or an explicit denial of that condition, reads as `no` (contract, rule 2).
"""

from __future__ import annotations

from bot.content.knowledge import Checklist, Question
from bot.domain.interpretation import ASIDES, Interpretation
from bot.language.answers.evidence import Evidence, denies_whole, gather, past_counts
from bot.language.answers.narrowing import narrowed
from bot.language.answers.plain_words import Plain, plain
from bot.language.answers.reading_values import ASIDE, DECLINED, YES, Fact, Reading
from bot.language.answers.rules import beside, spoken, told

__all__ = ["Fact", "Reading", "read"]


def read(
    asked: str | None,
    interpretation: Interpretation,
    checklist: Checklist,
    *,
    part: str | None = None,
    subject: str | None = None,
) -> Reading:
    """Read `understood` as an answer to the question `asked` (None: none is asked).

    `part` is set when a follow-up asked only that part of a two-part question.
    `subject` is who is to be treated when it is not the person typing ("your mother"): then facts
    about that person count, and those about the typist do not.
    """
    subject = _subject(interpretation, subject)
    others = [question for question in checklist.questions if question.id != asked]
    facts = tuple(fact for question in others if (fact := _fact(question, interpretation, subject)))
    if asked is None:
        return Reading("aside", facts=facts)
    evidence = gather(interpretation.mentions, asked, subject)
    spans = [(mention.start, mention.end) for mention in interpretation.mentions]
    words = plain(interpretation.text, spans, asked, proxy=subject is not None)
    reading = _answer(checklist[asked], interpretation, evidence, words, part)
    if reading.sense in ("aside", "confirm"):
        answered = (
            read(asked, small, checklist, part=part, subject=subject) for small in narrowed(interpretation)
        )
        reading = next((inner for inner in answered if inner.sense == "answer"), reading)
    if reading.sense == "unclear" and facts and not words.said:
        reading = ASIDE
    return Reading(reading.sense, reading.answer, reading.part, facts)


def _subject(interpretation: Interpretation, subject: str | None) -> str | None:
    told_now = interpretation.subject or subject
    return None if told_now == "you" else told_now


def _answer(
    question: Question, interpretation: Interpretation, evidence: Evidence, words: Plain, part: str | None
) -> Reading:
    if interpretation.intent in ASIDES and not words.only and not evidence:
        return beside(words, asks=interpretation.intent in ("topic", "medical", "out_of_scope"))
    if evidence.present:
        return YES
    if "declined" in words.said:
        return DECLINED
    if words.said and not (words.not_me and evidence.others and not evidence):
        return spoken(question, evidence, words, part)
    return told(question, interpretation.intent, evidence, words, part)


def _fact(question: Question, interpretation: Interpretation, subject: str | None) -> Fact | None:
    """What the message says of a question that was not asked."""
    evidence = gather(interpretation.mentions, question.id, subject)
    said = interpretation.text.strip()
    if evidence.present:
        sure = any(mention.kind != "medicine" for mention in evidence.present)
        return Fact(question.id, "yes", said, sure)
    if evidence.past:
        return Fact(question.id, "yes", said, past_counts(question, evidence.past[0]) == "yes")
    if evidence.uncertain:
        return Fact(question.id, "unsure", said, False)
    if evidence.denied and not (evidence.near or evidence.over) and denies_whole(question, evidence.denied):
        return Fact(question.id, "no", said, True)
    return None
