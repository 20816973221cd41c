"""Messages and where they stand, for the tests of reading in context."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from bot.content.knowledge import Knowledge
from bot.domain.interpretation import Interpretation, Mention
from bot.domain.screening import Doubt, Screening
from bot.language.context.in_context import Setting, in_context
from bot.language.lexicon.wishes import WishReader
from tests.conversation import knowledge as shipped
from tests.screening.screenings import EYES, asking, finished

GLAUCOMA = Mention(EYES, "glaucoma", 7, 15, "present", "example")
ADULT, TODAY = 18, date(2025, 6, 2)
CONSENT = Screening(state="consent", asked=1)
WHOSE = asking(EYES, waiting_for="whose", candidate="your mother")
DOUBT = finished().but(state="asking", waiting_for="doubt", unheard=("qwrt",), doubts=(Doubt(("qwrt",)),))
SURE, A_GUESS = 1.0, 0.7


@cache
def wishes() -> WishReader:
    return WishReader(shipped().wishes)


def heard(text: str, intent: Any = "not_understood", confidence: float = SURE, **more: Any) -> Interpretation:
    return Interpretation(text, intent, confidence, **more)


def guessed(text: str, intent: Any, **more: Any) -> Interpretation:
    """What the classifier took it for, though nothing in it says exactly that."""
    return heard(text, intent, A_GUESS, **more)


def meant(
    knowledge: Knowledge, what: Interpretation, here: Screening, shown: str | None = None
) -> Interpretation:
    """The message in its context; whether it is doubtful is told by test_unheard.py."""
    setting = Setting(here, knowledge.checklist, ADULT, TODAY, wishes(), shown)
    return replace(in_context(what, setting), doubtful=False)
