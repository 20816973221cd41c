"""Corrections: which earlier answer a person wants changed, and to what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.content.knowledge import Checklist
from bot.domain.interpretation import Correction, Interpretation, Mention
from bot.domain.names import Answer
from bot.domain.screening import Screening
from bot.language.text.devanagari import folded
from bot.language.text.sounds import is_devanagari

_STRONG = re.compile(
    r"\b(change|chang|edit|fix|update|modify|undo|redo|go back|back to|"
    r"wrong (?:answer|button|one|option|choice)|"
    r"(?:answered|pressed|clicked|typed|chose|said|was|is|'s) (?:it |that |this )?wrong(?:ly)?|"
    r"mistake|mistakenly|"
    r"take (?:that|it|this) back|should (?:be|have been)|correct (?:my|the|answer|question|that)|correction|"
    r"galat|galti se|badal|badlo|badalna|chukun|chukla|chuklay|chukli|by mistake|pressed (?:the )?(?:yes|no)|"
    r"(?:yes|no|haan|ho) (?:dab|daba|dabaya|dabla|dablay|dab gaya|dabla gela))\b"
    r"|(?:गलत|ग़लत|गलती|बदल|चुकीच|चुकून|चुकल|चुकला|चुकली|चुकलं)"
)
_WEAK = re.compile(
    r"\b(actually|wait|sorry|i mean|i meant|i forgot|oh|oops|hold on|previous|earlier|before)\b"
)
_NUMBER = re.compile(
    r"\b(?:answer|question|ques|number|no|num|q|point|item)\s*[.#:]?\s*(\d{1,2})\b|#\s*(\d{1,2})\b"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(
    r"\b(" + "|".join(_ORDINALS) + r"|\d{1,2}(?:st|nd|rd|th))\s+(?:one|question|answer|ques)\b"
)
_LAST = re.compile(
    r"\b(?:last|previous|prior|just now|before this|earlier)\s*(?:one|question|answer|ques|reply)?\b"
    r"|\bgo back\b"
)
_TO: tuple[tuple[re.Pattern[str], Answer], ...] = (
    (
        re.compile(
            r"\b(?:to|is|was|be|been|mean|meant|say|as|answer)\s+(?:a\s+)?(?:not sure|unsure|don'?t know)\b"
        ),
        "unsure",
    ),
    (re.compile(r"\b(?:to|is|was|be|been|mean|meant|say|as|answer)\s+(?:a\s+)?(?:yes|haan|ha)\b"), "yes"),
    (re.compile(r"\b(?:to|is|was|be|been|mean|meant|say|as|answer)\s+(?:a\s+)?(?:no|nahi|nahin)\b"), "no"),
)
_NUMBER_AND_ANSWER = re.compile(
    r"^\W*(?:answer|question|q|no|number)?\s*[.#:]?\s*(\d{1,2})\s*[-:.)=]?\s*(?:is\s+)?(yes|no|haan|ha|nahi|nahin|ho)\W*$"
)
"""The number of a question and its new answer: "2 yes", "3: no"."""
_CLAIM = re.compile(
    r"\bi\s+(?:do\s+|also\s+|actually\s+|really\s+)?(?:have|take|am|had|got|use|don'?t|never)\b"
    r"|\bi'(?:ve|m)\b|\b(?:mujhe|mereko|mala|hai|ahe|nahi)\b"
)
"""Words that claim something, and do not only name an answer."""
_JOINERS = frozenset(("or", "and", "medicine", "condition", "blood"))
_STATUS: dict[str, Answer] = {"present": "yes", "denied": "no", "uncertain": "unsure"}


def find(
    interpretation: Interpretation,
    screening: Screening,
    checklist: Checklist,
    own: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Correction | None:
    """The wish to change one answer in a typed message; None when it holds none.

    Without a new value the question is asked again, and nothing changes before it is answered (rule 4).

    What is said about the question that is being asked is an answer, and read as one; not so a wish to change
    the answer with this number, where that is why the question is being asked again. `own` are the words of
    each question, in any script.
    """
    text = interpretation.text.casefold().replace("’", "'")
    if short := _NUMBER_AND_ANSWER.match(text):
        question = _numbered(int(short.group(1)), checklist)
        return Correction(question, _plain(short.group(2))) if question else None
    strong = _STRONG.search(text) is not None
    if _several_facts(interpretation, text):
        return None  # each of them is read (rule 4)
    if strong or interpretation.intent == "correct":
        numbered = _by_number(text, checklist)
        question = (
            numbered
            or _by_name(interpretation, text, screening, checklist)
            or _by_own_word(text, screening, own)
            or _by_place(text, screening)
        )
        if question is None:
            return Correction(None) if strong and interpretation.intent == "correct" else None
        if (
            question == screening.question
            and screening.phase == "asking"
            and not _says_so_again(numbered, screening)
        ):
            return None
        return Correction(question, _answer(interpretation, text, question, screening.answers.get(question)))
    return None


def told_otherwise(interpretation: Interpretation, screening: Screening) -> bool:
    """ "Wait, I do have glaucoma", of a question that was answered otherwise: a statement of facts."""
    text = interpretation.text.casefold().replace("’", "'")
    states = _WEAK.search(text) is not None or _several_facts(interpretation, text)
    return states and any(
        (answer := _told(mention)) is not None
        and screening.answers.get(mention.question) not in (None, answer)
        and mention.question != screening.question
        for mention in interpretation.mentions
    )


def _several_facts(interpretation: Interpretation, text: str) -> bool:
    """Whether it tells of more than one question how it is, and does not only name them."""
    told = {mention.question for mention in interpretation.mentions if _told(mention) is not None}
    return len(told) > 1 and (_CLAIM.search(text) is not None or _STRONG.search(text) is None)


def _says_so_again(numbered: str | None, screening: Screening) -> bool:
    """The same wish once more ("change answer 3 to no") is no reply to the question asked again for it."""
    return numbered is not None and numbered == screening.retaking


def _by_number(text: str, checklist: Checklist) -> str | None:
    number = None
    if match := _NUMBER.search(text):
        number = int(match.group(1) or match.group(2))
    elif match := _ORDINAL.search(text):
        word = match.group(1)
        number = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[:-2])
    return _numbered(number, checklist) if number is not None else None


def _numbered(number: int, checklist: Checklist) -> str | None:
    """The question with this number, counted from 1."""
    return checklist.ids[number - 1] if 1 <= number <= len(checklist.ids) else None


def _by_name(
    interpretation: Interpretation, text: str, screening: Screening, checklist: Checklist
) -> str | None:
    named = [mention.question for mention in interpretation.mentions]
    for question in named:
        if question in screening.answers:
            return question
    words = set(re.findall(r"[a-z]+", text))
    for entry in checklist.questions:
        label = {word.rstrip("s") for word in re.findall(r"[a-z]+", entry.label.casefold())} - _JOINERS
        if entry.id in screening.answers and label & {word.rstrip("s") for word in words}:
            return entry.id
    return named[0] if named else None


def _by_own_word(text: str, screening: Screening, own: Mapping[str, frozenset[str]]) -> str | None:
    """The answered question that alone has one of these words: "डोळ्याचं उत्तर चुकलं"."""
    said = {folded(word) for word in _DEVANAGARI.findall(_STRONG.sub(" ", text))}
    named = {
        question
        for question, words in own.items()
        if question in screening.answers and any(alike(word, one) for word in said for one in words)
    }
    return named.pop() if len(named) == 1 else None


def alike(said: str, word: str) -> bool:
    """Whether a word is another with the ending of its case: "डोळ्याचं", "डोळ्यांचा"."""
    return len(word) > _STEM and is_devanagari(word) and said.startswith(word[:_STEM])


_STEM: Final = 4
_DEVANAGARI: Final = re.compile(r"[\u0900-\u097f]{3,}")


def _by_place(text: str, screening: Screening) -> str | None:
    return screening.last_answered if _LAST.search(text) else None


def _answer(interpretation: Interpretation, text: str, question: str, stored: Answer | None) -> Answer | None:
    """The new value that is told. A yes that only names what is noted as yes tells none: it is to change."""
    for pattern, answer in _TO:
        if pattern.search(text):
            return answer
    if _STRONG.search(text) and not _CLAIM.search(text):
        return None  # "change the answer about blood pressure" names what to change, not to what
    named = (_told(mention) for mention in interpretation.mentions if mention.question == question)
    return next((answer for answer in named if answer and not answer == stored == "yes"), None)


def _told(mention: Mention) -> Answer | None:
    """What a mention says of its whole question: denying one part or one example of it says nothing."""
    if mention.status == "denied" and mention.kind != "condition":
        return None
    return _STATUS.get(mention.status)


def _plain(word: str) -> Answer:
    return "no" if word.startswith("n") else "yes"
