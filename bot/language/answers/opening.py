"""A plain yes or no that opens a message, with a story, a worry or a question behind it.

People write "Yes, an L1 fracture, the bike skidded ..." and go on for three sentences. The yes is an answer
whatever follows; a no is one only where its own sentence says it and nothing behind it speaks of the same
illness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.content.knowledge import Question
from bot.domain.interpretation import Interpretation, Mention
from bot.language.answers.evidence import gather, past_counts
from bot.language.answers.plain_words import plain
from bot.language.lexicon.answer_words import AnswerWords
from bot.language.text.devanagari import folded, folded_words

_END: Final = re.compile(r"(?<![.…])[.!?।\n](?=\s|$)")
"""The end of a sentence; after three dots people go on."""
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u097f']|[\u200c\u200d])*")
_YES: Final = folded_words((
    "yes", "yess", "yeah", "yea", "yep", "yup", "haan", "haa", "han", "hoy", "ho", "हाँ", "हां", "होय",
    "हो"
))  # fmt: skip
_THIS: Final = folded("हा")
_NAMED_BY_THIS: Final = folded_words((
    "प्रश्न", "सवाल", "आजार", "त्रास", "विषय", "प्रकार", "रोग", "विकार", "भाग", "काय", "कसला"
))  # fmt: skip
"""In Marathi "हा" is "this", before one of these."""
_BEFORE_YES: Final = folded_words((
    "uh", "um", "umm", "hmm", "oh", "ah", "well", "ji", "जी", "actually", "arre", "arrey", "अरे",
    "अहो", "aho"
))  # fmt: skip
_DENIES: Final = folded_words((
    "no", "not", "never", "none", "nothing", "without", "nor", "neither", "don't", "dont", "isn't",
    "haven't", "hasn't", "didn't", "wasn't", "cannot", "can't", "cant", "won't", "nope", "nah", "nahi",
    "nahin", "nai", "nay", "naahi", "mat", "nako", "na", "नहीं", "नही", "नाही", "नको", "मत", "ना", "न",
    "नाय", "नसते", "नव्हते"
))  # fmt: skip
_AGREES: Final = folded_words((
    "yes", "ok", "okay", "sure", "fine", "go", "ahead", "continue", "ask", "tell", "me", "i", "agree",
    "understood", "understand", "got", "it", "please", "sir", "madam", "ji", "start", "next", "do",
    "that", "haan", "theek", "thik", "hai", "ahe", "pucho", "poocho", "vichara", "bolo", "bola",
    "chalel", "ठीक", "है", "आहे", "पूछो", "पूछिए", "विचारा", "बोला", "जी", "चालेल", "alright", "right",
    "correct", "of", "course", "thanks", "thank", "you"
))  # fmt: skip
"""Words of somebody who agrees to go on, and answers nothing."""
_TAKES_BACK: Final = folded_words((
    "wait", "actually", "sorry", "oh", "mean", "except", "ruko", "thamba", "रुको", "थांबा", "asal",
    "असल"
))  # fmt: skip
_POINTS: Final = folded_words((
    "it", "one", "that", "this", "them", "those", "had", "have", "has", "took", "take", "was", "were",
    "used", "sometimes", "once", "kabhi", "tha", "thi", "hota", "hoti", "था", "थी", "होता", "होती",
    "कभी"
))  # fmt: skip
_TAGGED: Final = re.compile(r",\s*(?:no|na|right|ना|न)\s*\?\s*$")
_TAG: Final = folded_words(("na", "ना"))
"""Behind a yes they only ask for assent: "yes na"."""
_NO: Final = folded_words((
    "no", "nope", "nah", "nahi", "nahin", "nai", "nay", "naahi", "never", "नहीं", "नही", "नाही", "नाय"
))  # fmt: skip


def opens_with_yes(
    interpretation: Interpretation, question: Question, words: AnswerWords, subject: str | None
) -> bool:
    """Whether it begins with a yes to `question`: no word of that sentence denies, and it is one's own."""
    head, rest = _parted(interpretation.text)
    typed = _words(head)
    while typed and typed[0] in _BEFORE_YES:
        typed = typed[1:]
    if typed[1:2] and typed[0] == _THIS and typed[1] in _NAMED_BY_THIS:
        return False
    if not typed or typed[0] not in _YES or _asks(head) or _only_agrees(typed):
        return False
    if (tagged := _TAGGED.search(head.casefold())) is not None:
        typed = _words(head[: tagged.start()])
    after = typed[2:] if typed[1:2] and typed[1] in _TAG else typed[1:]
    if _DENIES & set(after) or _turns(rest):
        return False
    mentions = tuple(mention for mention in interpretation.mentions if mention.end <= len(head))
    evidence = gather(mentions, question.id, subject)
    said = plain(
        head, words, [(one.start, one.end) for one in mentions], question.id, proxy=subject is not None
    )
    if evidence.denied or evidence.near or said.hedged:
        return False
    past = (*evidence.past, *evidence.over)
    if past or said.past:
        return question.past_counts == "yes" and all(past_counts(question, one) == "yes" for one in past)
    return bool(evidence.present) or not (said.others and subject is None)


def _asks(head: str) -> bool:
    """Whether a sentence asks; a tag at its end only wants assent: "I told you above, no?"."""
    return head.rstrip().endswith("?") and _TAGGED.search(head.casefold()) is None


def _turns(rest: str) -> bool:
    """Whether what follows takes it back: "Yes. Sorry, no"."""
    first = _words(rest)[:2]
    return bool(_TAKES_BACK.intersection(first[:1]) or _NO.intersection(first))


def _only_agrees(words: Sequence[str]) -> bool:
    """Whether it agrees to go on, which answers nothing: "yes ok go ahead". A bare "Yes." answers."""
    more = [word for word in words if word not in _YES]
    return bool(more) and _AGREES.issuperset(more)


def head_of_no(interpretation: Interpretation, words: AnswerWords, own: Question) -> Interpretation | None:
    """Its first sentence alone, where that begins with a no and nothing behind speaks of `own` again."""
    head, rest = _parted(interpretation.text)
    if not rest or head.rstrip().endswith("?") or not _NO & set(_words(head)[:2]):
        return None
    end = len(head)
    inside = tuple(mention for mention in interpretation.mentions if mention.end <= end)
    behind = [mention for mention in interpretation.mentions if mention.end > end]
    if any(_speaks(mention) for mention in behind if mention.question == own.id):
        return None
    for sentence in _sentences(rest):
        typed = _words(sentence)
        if _TAKES_BACK.intersection(typed[:1]):
            return None
        if _POINTS.intersection(typed) and "?" not in sentence:
            return None  # "No. My cardiologist keeps an eye on it."
        if {"yes", "unsure", "declined", "half_yes"} & set(plain(sentence, words).said):
            return None
    return replace(interpretation, text=head, mentions=inside, intent="tell", topics=())


def _speaks(mention: Mention) -> bool:
    return mention.status not in ("asked", "other_person", "denied")


def _parted(text: str) -> tuple[str, str]:
    """The first sentence with its mark, and the rest."""
    match = _END.search(text)
    end = match.end() if match else len(text)
    return text[:end], text[end:].strip()


def _sentences(text: str) -> list[str]:
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [part for start, end in pairwise(ends) if (part := text[start:end].strip())]


def _words(text: str) -> list[str]:
    return [folded(word) for word in _WORD.findall(text.casefold())]
