"""Reading an answer: what a message says about the asked question, and about the others.

Pure: the asked question and the understood message in, a `Reading` out. Only an explicit `no` to
the asked question, or an explicit denial of that condition, reads as `no` (contract, rule 2).
"""

from __future__ import annotations

from bot.core.evidence import Evidence, denies_whole, gather, past_counts
from bot.core.judging import beside, spoken, told
from bot.core.knowledge import Checklist, Question
from bot.core.meaning import ASIDE, DECLINED, YES, Fact, Reading
from bot.core.narrowing import narrowed
from bot.core.plain_speech import Plain, plain
from bot.core.understood import ASIDES, Understood

__all__ = ["Fact", "Reading", "read"]


def read(
    asked: str | None,
    understood: Understood,
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
    subject = _subject(understood, subject)
    others = [question for question in checklist.questions if question.id != asked]
    facts = tuple(fact for question in others if (fact := _fact(question, understood, subject)))
    if asked is None:
        return Reading("aside", facts=facts)
    evidence = gather(understood.mentions, asked, subject)
    spans = [(mention.start, mention.end) for mention in understood.mentions]
    words = plain(understood.text, spans, asked, proxy=subject is not None)
    reading = _answer(checklist[asked], understood, evidence, words, part)
    if reading.sense in ("aside", "confirm"):
        answered = (
            read(asked, small, checklist, part=part, subject=subject) for small in narrowed(understood)
        )
        reading = next((inner for inner in answered if inner.sense == "answer"), reading)
    if reading.sense == "unclear" and facts and not words.said:
        reading = ASIDE
    return Reading(reading.sense, reading.answer, reading.part, facts)


def _subject(understood: Understood, subject: str | None) -> str | None:
    told_now = understood.subject or subject
    return None if told_now == "you" else told_now


def _answer(
    question: Question, understood: Understood, evidence: Evidence, words: Plain, part: str | None
) -> Reading:
    if understood.intent in ASIDES and not words.only and not evidence:
        return beside(words, asks=understood.intent in ("topic", "medical", "out_of_scope"))
    if evidence.present:
        return YES
    if "declined" in words.said:
        return DECLINED
    if words.said and not (words.not_me and evidence.others and not evidence):
        return spoken(question, evidence, words, part)
    return told(question, understood.intent, evidence, words, part)


def _fact(question: Question, understood: Understood, subject: str | None) -> Fact | None:
    """What the message says of a question that was not asked."""
    evidence = gather(understood.mentions, question.id, subject)
    said = understood.text.strip()
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
