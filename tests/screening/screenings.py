"""Screenings at some point of a conversation, for tests of what changes them."""

from __future__ import annotations

from typing import Any

from bot.domain.names import QUESTIONS, Answer
from bot.domain.screening import Screening

HEART, THINNERS, EYES = QUESTIONS[:3]


def asking(question: str = EYES, **more: Any) -> Screening:
    """A check at `question`, every one before it answered No."""
    answers: dict[str, Answer] = dict.fromkeys(QUESTIONS[: QUESTIONS.index(question)], "no")
    here = Screening(
        state="asking",
        checklist_version="1",
        question=question,
        answers=answers,
        said=dict.fromkeys(answers, "No"),
        asked=7,
        run=2,
    )
    return here.but(**more)


def finished(**but: Answer) -> Screening:
    """A check to its end, answered No but for these."""
    answers: dict[str, Answer] = {**dict.fromkeys(QUESTIONS, "no"), **but}
    return asking().but(state="finished", question=None, answers=answers, said=dict.fromkeys(QUESTIONS, "No"))
