"""The rules by which plain words and named conditions come to one answer. When in doubt: no `no`."""

from __future__ import annotations

from bot.content.knowledge import Question
from bot.domain.interpretation import Intent
from bot.language.answers.evidence import Evidence, denies_whole, open_part, past_counts
from bot.language.answers.plain_words import Plain
from bot.language.answers.reading_values import ASIDE, CONFIRM, DECLINED, NO, UNCLEAR, UNSURE, YES, Reading


def beside(words: Plain, *, asks: bool) -> Reading:
    """The message is about something else, though a plain answer may stand in front of it.

    `asks`: it asks a question. A yes beside anything counts, a no only where nothing makes it doubtful: to
    miss a yes can hurt somebody, to ask once more cannot.
    """
    if "yes" in words.said and not words.denying:
        return YES
    if not asks or not words.said:
        return ASIDE
    if "unsure" in words.said:
        return UNSURE
    if "declined" in words.said:
        return DECLINED
    doubtful = words.repeat or words.but or words.hedged or words.past or words.asks_and_answers
    doubtful = doubtful or set(words.said) != {"no"}
    return ASIDE if doubtful else NO


def spoken(question: Question, evidence: Evidence, words: Plain, part: str | None) -> Reading:
    """The message answers in plain words; when they contradict each other it is unclear."""
    said = set(words.said) - ({"declined"} if words.goes_on else set())
    if "no" in said and said & {"yes", "half_yes"}:
        # "No, I mean yes" is a yes, the graver one. "Yes, I mean no" is unclear: it is asked again.
        turned = words.said[-1] == "yes" and (words.corrected or words.said.count("no") > 1)
        return YES if turned else UNCLEAR
    if "yes" in said:
        return _yes(question, evidence, words)
    if "unsure" in said:
        return UNSURE
    return CONFIRM if "half_yes" in said else _no(question, evidence, words, part)


def _yes(question: Question, evidence: Evidence, words: Plain) -> Reading:
    if words.denying or evidence.denied:
        return UNCLEAR
    past = (*evidence.past, *evidence.over)
    over = past and all(past_counts(question, mention) != "yes" for mention in past)
    gone = words.past and not past and question.past_counts == "no"
    elsewhere = words.others and not evidence
    return CONFIRM if over or gone or elsewhere else YES


def _no(question: Question, evidence: Evidence, words: Plain, part: str | None) -> Reading:
    """A plain no, taken only when nothing beside it is doubtful."""
    if words.asks and words.repeat:
        return ASIDE
    if words.hedged or evidence.uncertain:
        return UNSURE
    if _still_counts(question, evidence):
        return YES
    doubtful = words.but or words.asks_and_answers or (words.repeat and not words.only)
    if evidence.near or doubtful or _was(question, evidence, words):
        return CONFIRM
    # "No, no high blood pressure" to a question of two parts leaves the heart open.
    left = open_part(question, evidence.denied)
    if left and not part and not denies_whole(question, evidence.denied):
        return Reading("part_denied", part=left)
    return NO


def _still_counts(question: Question, evidence: Evidence) -> bool:
    """A past one that counts as a yes."""
    return any(past_counts(question, mention) == "yes" for mention in evidence.past)


def _was(question: Question, evidence: Evidence, words: Plain) -> bool:
    """Whether a no speaks of something past that may count."""
    if question.past_counts == "no" or not (words.past or evidence.past or evidence.over):
        return False
    passed = all(past_counts(question, mention) == "no" for mention in evidence.over)
    return not (evidence.over and passed and not evidence.past)


def told(question: Question, intent: Intent, evidence: Evidence, words: Plain, part: str | None) -> Reading:
    """No plain word of answer: the conditions that were named must speak."""
    if words.not_me and evidence.others and not evidence:
        evidence = Evidence(denied=evidence.others, others=evidence.others)
    if _still_counts(question, evidence):
        return YES
    if evidence.uncertain:
        return UNSURE
    if evidence.past or evidence.over or evidence.near:
        return CONFIRM
    if evidence.denied:
        return _denied(question, evidence, words, part)
    if words.entailed and not (words.hedged or words.past or words.but or words.asks):
        return NO
    return _nothing(intent, evidence, words)


def _nothing(intent: Intent, evidence: Evidence, words: Plain) -> Reading:
    """Neither plain words nor conditions answer."""
    if evidence.asked or words.why or words.repeat or words.asks:
        return ASIDE
    if words.vague:
        return UNCLEAR
    return {"unsure": UNSURE, "decline": DECLINED}.get(intent, UNCLEAR)


def _denied(question: Question, evidence: Evidence, words: Plain, part: str | None) -> Reading:
    if words.hedged:
        return UNSURE
    if words.but or (words.past and question.past_counts != "no"):
        return CONFIRM
    if part is not None:
        of_part = any(m.kind == "part" and m.part == part for m in evidence.denied)
        whole = of_part or any(m.kind == "condition" for m in evidence.denied)
        return NO if whole else UNCLEAR
    if words.entailed or denies_whole(question, evidence.denied):
        return NO
    left = open_part(question, evidence.denied)
    if left:
        return Reading("part_denied", part=left)
    return CONFIRM
