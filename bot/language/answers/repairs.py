"""What of an unclear reply was understood, so that the one thing that is missing can be asked.

Nothing here makes a `no`: it says which question one tap can settle (contract, section 3).
"""

from __future__ import annotations

import re
from typing import Final

from bot.content.knowledge import Question
from bot.language.answers.evidence import Evidence, past_counts
from bot.language.answers.plain_words import Plain
from bot.language.answers.reading_values import Reading
from bot.language.lexicon.wishes import COMPLAINT, HEALTH, Wishes

_OF_QUESTION: Final = {
    "eye_condition": (("glasses", "glasses"),),
    "pregnancy": (("male", "reason"),),
    "blood_thinners": (("medicine", "medicine"),),
}
"""Question → phrases of wishes.yml that are understood there alone, and the repair each leads to."""
_PHRASES_OF_A_NO: Final = ("not_told", "hedged_no")
_ANYWHERE: Final = (("not_told", "not_told"), ("hedged_no", "leaning_no"))
_NO: Final = frozenset((word,) for word in ("no", "nope", "nah", "nahi", "नहीं", "नाही"))
_BMI: Final = "BMI "
_ASKS: Final = re.compile(
    r"^\W*(?:and|but|so|ok|okay|sorry|sir|madam|please|pls|hey|oh|then|wait)?\W*"
    r"(?:(?:is|does|do|can|could|will|would|should)(?=\s+(?!i\b|it\b)\w)|what|whats|wat|wats|what's|which|why|y|how|when|where|who|does|define|explain|meaning|mean|matlab|"
    r"kya|kyu|kyun|kyon|kaise|kab|kaun|kay|ka|kasa|mhanje|क्या|क्यों|कैसे|मतलब|काय|का|म्हणजे)(?![\w\u0900-\u097f])",
    re.I,
)
"""How a question begins that asserts nothing: "what is osteoporosis again", "WHY DO YOU NEED MY BP"."""

_MORE: Final = re.compile(
    r"\b(?:also|either|too|and|nor|as well|bhi|pan|aur|ani|भी|पण|और|आणि)\b|[.;]\s+\w", re.I
)
"""Words by which a second thing is denied besides the asked one."""
_STATES: Final = re.compile(r"[,.;!]\s*(?:i|we|he|she|my|yes|haan|mujhe|mala)\b", re.I)


_COMPARES: Final = re.compile(
    r"\b(?:same|one)\s*(?:thing)?\s+(?:or|ya|ki|ka)\s+(?:is\s+it\s+)?(?:different|alag|another|vegla|vegle)\b"
    r"|\bdifferen(?:ce|t)\s+(?:between|from)\b|\b(?:farak|fark|antar)\b|फरक|फर्क|अंतर",
    re.I,
)
"""Asking how two things differ: "slip disc and sciatica is same thing or different"."""


_WHY_ASKED: Final = re.compile(
    r"\b(?:sawal|sawaal|prashna|question)\b.{0,24}\b(?:kyu|kyun|kyon|why|kashala|ka)\b"
    r"|(?:सवाल|प्रश्न).{0,24}(?:क्यों|कशाला|का(?![\u0900-\u097f]))|\b(?:lena dena|kya sambandh|kay sambandh)\b",
    re.I,
)
"""Asking what a question is for: "bp wala sawal isme kyu"."""


def only_asks(text: str) -> bool:
    """Whether a message only asks: it begins as a question, or compares, and states nothing behind it."""
    asks = _ASKS.match(text) or _COMPARES.search(text) or _WHY_ASKED.search(text)
    return asks is not None and _STATES.search(text) is None


def one_denial(text: str) -> bool:
    """Whether all that is denied is denied in one breath: "ok no, not pregnant", and not "No. Also not
    pregnant"."""
    return _MORE.search(text) is None


def no_sure_no(said: Wishes) -> bool:
    """Whether a no is hearsay ("nobody told me so") or a slip for a yes ("no diagnosed with it").

    "No, nobody told me so" says no in front of it.
    """
    hearsay = said.found.get("not_told", ())
    says_no = said.words[:1] in _NO and all(start > 0 for start, _ in hearsay)
    return "broken_no" in said or (bool(hearsay) and not says_no)


def leans_to_no(said: Wishes) -> bool:
    """Whether a reply that is not sure says hardly more than "I don't think so": one tap settles it."""
    return "not_told" in said or said.covers("hedged_no", but=1)


def by_value(question: Question, evidence: Evidence) -> Reading | None:
    """The reading of what was told and is neither a yes nor a no: a BMI between the clinic's two
    thresholds, or something that a clinician looks at first."""
    for mention in evidence.near:
        if mention.kind == "unsure" or (question.id == "obesity" and (mention.value or "").startswith(_BMI)):
            return Reading("answer", "unsure", stated=True)
    past = (*evidence.past, *evidence.over)
    if past and all(past_counts(question, mention) == "unsure" for mention in past):
        return Reading("answer", "unsure", stated=True)
    return None


def repair(question: str, said: Wishes, evidence: Evidence, words: Plain) -> str | None:
    """The repair of a reply to `question`: a name of `repair_...` in wording.yml; None: nothing was
    understood."""
    if evidence.past or evidence.over:
        return "past"
    if evidence.others and not evidence:
        return "other_person"
    for phrases, name in (*_OF_QUESTION.get(question, ()), *_ANYWHERE):
        if phrases in said:
            return str(name)
    if evidence.near or evidence.uncertain:
        return "near"
    if said.stands_outside(HEALTH, COMPLAINT, "well", *_PHRASES_OF_A_NO):
        return None  # "no money for hospital, numb between my legs" says more than no, and nobody read it
    return _leaning(words, well="well" in said)


def _leaning(words: Plain, *, well: bool) -> str | None:
    says_no = "no" in words.said or words.denying or well
    says_yes = "yes" in words.said or "half_yes" in words.said
    if says_no and not says_yes:
        return "leaning_no"
    if says_yes and not says_no:
        return "leaning_yes"
    return "past" if words.past else None
