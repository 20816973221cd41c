"""A message in its context: what was shown, what was asked, and what went before."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core import corrections
from bot.core.knowledge import Checklist
from bot.core.names import Answer
from bot.core.screening import Screening
from bot.core.understood import Correction, Understood

_SHORT: dict[str, Answer] = {"affirm": "yes", "deny": "no", "unsure": "unsure", "decline": "declined"}
_AGE = re.compile(
    r"\b(?:i am|i'm|im|age|aged|he is|she is)\s*(?:only|just)?\s*(\d{1,2})\b|\b(\d{1,2})\s*(?:years?|yrs?)[ -]*old\b"
)


def in_context(
    understood: Understood, screening: Screening, checklist: Checklist, shown: str | None, minimum_age: int
) -> Understood:
    """`understood` of a typed message, in the light of `screening`.

    `shown` is what the newest message that the person had seen asked: a question id, `consent`, or
    None when it is not known. A short answer belongs to it, even when something else is asked by now.
    """
    current = screening.question if screening.phase == "asking" else screening.phase
    short = _SHORT.get(understood.intent) if not understood.mentions else None
    if short and shown is not None and shown != current:
        if shown in checklist.ids and screening.consented:
            return replace(understood, intent="correct", correction=Correction(shown, short))
        if shown == "consent":
            return replace(understood, intent="repeat")
    if screening.phase == "consent" and _too_young(understood.text, minimum_age):
        return replace(understood, intent="deny", topics=("under_age",))
    if screening.consented:
        correction = corrections.find(understood, screening, checklist)
        if correction is not None:
            return replace(understood, intent="correct", correction=correction)
    return understood


def _too_young(text: str, minimum_age: int) -> bool:
    match = _AGE.search(text.casefold().replace("’", "'"))
    return match is not None and int(match.group(1) or match.group(2)) < minimum_age
