"""Reading an answer: what a message says about the asked question, and about the others.

Pure: the asked question and the understood message in, a `Reading` out. Only an explicit `no` to
the asked question, or an explicit denial of that condition, reads as `no` (contract, rule 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.clauses import Plain, plain
from bot.core.evidence import Evidence, denies_whole, gather, open_part, past_counts
from bot.core.knowledge import Checklist, Question
from bot.core.names import Answer
from bot.core.understood import Intent, Understood

Sense = Literal[
    "answer",        # `answer` holds it
    "part_denied",   # one part of a two-part question was denied; `part` is the one still open
    "confirm",       # something near the question was told and needs a plain yes or no
    "aside",         # not about the question: a topic, why, stop, repeat, thanks ...
    "unclear",       # meant as an answer, perhaps, but it cannot be read
]  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """An answer to a question, with the person's words. `sure` is False when it must be confirmed."""

    question: str
    answer: Answer
    said: str
    sure: bool = True


@dataclass(frozen=True)
class Reading:
    """What a message came to. `facts` are about questions other than the asked one."""

    sense: Sense
    answer: Answer | None = None
    part: str | None = None
    facts: tuple[Fact, ...] = ()


_ASIDES: frozenset[Intent] = frozenset(
    ["topic", "start_check", "start_over", "stop", "resume", "wait", "why", "repeat", "rephrase", "correct",
     "know_me", "erase", "proxy", "bypass", "medical", "out_of_scope"]
)  # fmt: skip
"""Intents that answer no question, unless plain words of the message do."""


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
    found = tuple(
        fact
        for question in checklist.questions
        if question.id != asked and (fact := _fact(question, understood, subject)) is not None
    )
    if asked is None:
        return Reading("aside", facts=found)
    question = checklist[asked]
    evidence = gather(understood.mentions, asked, subject)
    spans = [(mention.start, mention.end) for mention in understood.mentions]
    words = plain(understood.text, spans, asked, proxy=subject is not None)
    reading = _answer(question, understood, evidence, words, part)
    if reading.sense == "unclear" and found and not words.said:
        reading = Reading("aside")
    return Reading(reading.sense, reading.answer, reading.part, found)


def _subject(understood: Understood, subject: str | None) -> str | None:
    told = understood.subject or subject
    return None if told == "you" else told


def _answer(
    question: Question, understood: Understood, evidence: Evidence, words: Plain, part: str | None
) -> Reading:
    if understood.intent in _ASIDES and not words.only and not evidence:
        return _beside(understood, words)
    if "declined" in words.said and not evidence.present:
        return Reading("answer", "declined")
    if evidence.present:
        return Reading("answer", "yes")
    if words.not_me and evidence.others and not evidence:
        return _denied(question, Evidence(denied=evidence.others, others=evidence.others), words, part)
    if words.said:
        told = _spoken(question, evidence, words, part)
        return told if told is not None else Reading("unclear")
    return _told(question, understood, evidence, words, part)


def _beside(understood: Understood, words: Plain) -> Reading:
    """The message is about something else, though a plain answer may stand in front of it."""
    if "yes" in words.said and not words.denying:
        return Reading("answer", "yes")
    for said in ("unsure", "declined"):
        if said in words.said and understood.intent in ("topic", "medical", "out_of_scope"):
            return Reading("answer", said)  # type: ignore[arg-type]
    if "no" in words.said and understood.intent in ("topic", "medical"):
        return _no_beside_question(words)
    return Reading("aside")


def _no_beside_question(words: Plain) -> Reading:
    doubtful = words.repeat or words.but or words.hedged or words.past or set(words.said) != {"no"}
    return Reading("aside") if doubtful else Reading("answer", "no")


def _spoken(question: Question, evidence: Evidence, words: Plain, part: str | None) -> Reading | None:
    """The message answers in plain words; None when they contradict each other."""
    said = set(words.said)
    if "no" in said and said & {"yes", "half_yes"}:
        turned = words.said[-1] == "yes" and (words.corrected or words.said.count("no") > 1)
        return Reading("answer", "yes") if turned else None
    if "yes" in said:
        return _yes(question, evidence, words)
    if "half_yes" in said:
        return Reading("answer", "unsure") if "unsure" in said else Reading("confirm")
    if "unsure" in said:
        return Reading("answer", "unsure")
    return _no(question, evidence, words, part)


def _yes(question: Question, evidence: Evidence, words: Plain) -> Reading | None:
    if words.denying or evidence.denied:
        return None
    if words.others and not evidence:
        return Reading("confirm")
    past = (*evidence.past, *evidence.over)
    if past and all(past_counts(question, mention) != "yes" for mention in past):
        return Reading("confirm")
    if words.past and not past and question.past_counts == "no":
        return Reading("confirm")
    return Reading("answer", "yes")


def _no(question: Question, evidence: Evidence, words: Plain, part: str | None) -> Reading | None:
    """A plain no, taken only when nothing beside it is doubtful."""
    if words.asks and words.repeat:
        return Reading("aside")
    if words.hedged or evidence.uncertain:
        return Reading("answer", "unsure")
    if evidence.past and any(past_counts(question, mention) == "yes" for mention in evidence.past):
        return Reading("answer", "yes")
    if evidence.near or words.but or (words.repeat and not words.only):
        return Reading("confirm")
    if (words.past or evidence.past or evidence.over) and question.past_counts != "no":
        over = evidence.over and all(past_counts(question, m) == "no" for m in evidence.over) and not evidence.past
        if not over:
            return Reading("confirm")
    left = open_part(question, evidence.denied)
    if left and not part and not denies_whole(question, evidence.denied):
        return Reading("part_denied", part=left)
    return Reading("answer", "no")


def _told(
    question: Question, understood: Understood, evidence: Evidence, words: Plain, part: str | None
) -> Reading:
    """No plain word of answer: the conditions that were named must speak."""
    if evidence.past and any(past_counts(question, mention) == "yes" for mention in evidence.past):
        return Reading("answer", "yes")
    if evidence.uncertain:
        return Reading("answer", "unsure")
    if evidence.past or evidence.over or evidence.near:
        return Reading("confirm")
    if evidence.denied:
        return _denied(question, evidence, words, part)
    if words.entailed and not (words.hedged or words.past or words.but or words.asks):
        return Reading("answer", "no")
    if evidence.asked or words.why or words.repeat or words.asks:
        return Reading("aside")
    if understood.intent in ("unsure", "decline") and not words.vague:
        return Reading("answer", "unsure" if understood.intent == "unsure" else "declined")
    return Reading("aside" if understood.intent in _ASIDES else "unclear")


def _denied(question: Question, evidence: Evidence, words: Plain, part: str | None) -> Reading:
    if words.hedged:
        return Reading("answer", "unsure")
    if words.but or (words.past and question.past_counts != "no"):
        return Reading("confirm")
    if words.entailed and not words.past:
        return Reading("answer", "no")
    if part is not None:
        whole = any(m.kind == "condition" or (m.kind == "part" and m.part == part) for m in evidence.denied)
        return Reading("answer", "no") if whole else Reading("unclear")
    if denies_whole(question, evidence.denied):
        return Reading("answer", "no")
    left = open_part(question, evidence.denied)
    if left:
        return Reading("part_denied", part=left)
    contrast = (evidence.others or words.others) and all(m.person is not None for m in evidence.denied)
    return Reading("answer", "no") if contrast else Reading("confirm")


def _fact(question: Question, understood: Understood, subject: str | None) -> Fact | None:
    """What the message says of a question that was not asked."""
    evidence = gather(understood.mentions, question.id, subject)
    if not evidence:
        return None
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
