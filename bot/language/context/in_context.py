"""A message in its context: what was shown, what was asked, and what went before."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.knowledge import Checklist
from bot.domain.interpretation import PLAIN, Correction, Interpretation
from bot.domain.names import CONDITION
from bot.domain.screening import Screening
from bot.language.context import corrections

NOTHING = "nothing"
"""What somebody had been asked who had seen no question yet."""

_AGE = re.compile(
    r"\b(?:i am|i'm|im|age|aged|he is|she is)\s*(?:only|just)?\s*(\d{1,2})\b"
    r"|\b(\d{1,2})[\s-]*(?:years?|yrs?)[ -]*old\b"
)

_ASKS = re.compile(
    r"\?|^\W*(?:and |but |so |also |ok |okay |please |sir |doctor |then )*"
    r"(?:what|whats|why|how|when|where|who|which|is|are|can|could|should|shall|does|do|did|will|would|may|"
    r"tell|explain|give|show|need|want|kya|kaise|kyu|kyun|kyon|kitn\w+|kab|kaun|kahan|batao|bataiye|any)\b"
    r"|\b(?:tell me|want to know|like to know|explain|kya|kaise|kitna|kitni|hota hai|wondering|about the)\b"
)
_TELLS = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|mine|we|our|he|she|his|her|no|not|never|nothing|none|nahi|had|have|has|was|"
    r"were|took|taking|takes|take|since|ago|years?|normal|fine|ok|okay|good|perfect|theek|only|just|mera|meri|"
    r"mujhe|hum|main|hai)\b"
)

_CUES = {
    "stop": re.compile(
        r"\b(?:stop|later|paus|quit|not now|cancel|bas|ruk|baad|enough|tomorrow|busy|leave|done|exit|end|bye|"
        r"break|another time|some other|no more|kal|band|go now|tired|forget it|never ?mind)"
    ),
    "start_over": re.compile(
        r"\b(?:start|re-?start|over|again|begin|fresh|reset|scratch|shuru|dobara|phir se)"
    ),
    "bypass": re.compile(
        r"link|book|appoint|slot|rule|ignore|skip|eligib|pass\b|approv|admin|overrid|system|prompt|instruct|"
        r"directly|just give|clear me|developer|pretend|mark|allow"
    ),
}
"""What these wishes hardly do without. In the middle of a question, a guess at one is not enough."""


def in_context(
    interpretation: Interpretation,
    screening: Screening,
    checklist: Checklist,
    shown: str | None,
    minimum_age: int,
) -> Interpretation:
    """`understood` of a typed message, in the light of `screening`.

    `shown` is what the person had been asked when something else is asked by now: a question id, `consent`,
    or NOTHING. A short answer belongs to that. None: they had seen the newest question, or it is not known.
    """
    short = PLAIN.get(interpretation.intent) if not interpretation.mentions else None
    if short and shown is not None and shown != _asked_now(screening):
        if shown in checklist.ids and screening.consented:
            return replace(interpretation, intent="correct", correction=Correction(shown, short))
        return replace(interpretation, intent="repeat", text="")  # no answer to what is asked now
    if screening.phase == "consent" and _too_young(interpretation.text, minimum_age):
        return replace(interpretation, intent="deny", topics=("under_age",))
    if screening.consented:
        correction = corrections.find(interpretation, screening, checklist)
        if correction is not None:
            return replace(interpretation, intent="correct", correction=correction)
    if screening.phase == "asking" and _is_a_statement(interpretation, screening.question):
        return replace(interpretation, intent="tell", topics=())
    return interpretation


def _asked_now(screening: Screening) -> str | None:
    return screening.question if screening.phase == "asking" else screening.phase


def _is_a_statement(interpretation: Interpretation, asked: str | None) -> bool:
    """Whether a message after a question tells something, though it looks like an aside by its words.

    "My eyes are perfect" is near the risks for the eyes, but nobody asked about them.
    """
    text = interpretation.text.casefold().replace("’", "'")
    if interpretation.intent == "correct":
        return True  # with nothing in it that could be corrected
    if interpretation.intent == "proxy":
        return interpretation.subject is None
    if _ASKS.search(text):
        return False
    if interpretation.intent in _CUES:
        return bool(interpretation.mentions) or _CUES[interpretation.intent].search(text) is None
    if interpretation.intent not in ("topic", "out_of_scope", "medical"):
        return False
    return f"{CONDITION}{asked}" in interpretation.topics or _TELLS.search(text) is not None


def _too_young(text: str, minimum_age: int) -> bool:
    match = _AGE.search(text.casefold().replace("’", "'"))
    return match is not None and int(match.group(1) or match.group(2)) < minimum_age
