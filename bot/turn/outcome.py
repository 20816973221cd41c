"""The outcome and, for `eligible` alone, the link. Nothing else makes either (contract, rule 1)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.content.knowledge import Knowledge
from bot.domain.decision import Decision, decide
from bot.domain.screening import Screening
from bot.domain.turn_record import BookingReference
from bot.screening.doubting import doubtful
from bot.screening.findings import findings_in_words, next_steps
from bot.screening.wording import common_values


@dataclass(frozen=True)
class OutcomeMessage:
    """The message that tells an outcome; `booking` only with `eligible`."""

    topic: str
    text: str
    booking: BookingReference | None = None


class IssuedReference(Protocol):
    """A booking reference, stored or just made."""

    @property
    def run(self) -> int:
        """The run of the screening that it belongs to."""

    @property
    def expires_at(self) -> datetime:
        """From when on it opens nothing."""


def judged(screening: Screening, knowledge: Knowledge) -> Decision:
    """The decision as it stands: an outcome only once the screening is finished and nothing is re-asked.

    What may be an emergency is unheard as long as nobody has said that it is not.
    """
    if outdated(screening, knowledge):
        return Decision("urgent" if screening.red_flags else None, ())
    waits = screening.possible_flag
    decision = decide(
        knowledge.checklist.ids,
        screening.answers,
        screening.red_flags,
        unheard=(*screening.unheard, waits.said) if waits else screening.unheard,
        doubtful=doubtful(screening),
    )
    if decision.outcome == "urgent":
        return decision
    if screening.state != "finished" or screening.retaking or not screening.consented:
        return Decision(None, decision.findings)
    return decision


def outdated(screening: Screening, knowledge: Knowledge) -> bool:
    """Whether the answers are to another version of the checklist: then they decide nothing."""
    return screening.consented and screening.checklist_version != knowledge.checklist.version


def tell_outcome(screening: Screening, knowledge: Knowledge, at: datetime) -> OutcomeMessage:
    """Compute the outcome of a finished screening and put it into words; the only place that makes a link.

    `screening` must be the one that the turn's record holds, and so what is stored with the message
    (`TurnRecord` refuses another). Raises ValueError when nothing can be told yet.
    """
    decision = judged(screening, knowledge)
    if decision.outcome is None:
        raise ValueError("no outcome before every question is answered")
    text = knowledge.wording[f"outcome_{decision.outcome}"].format(
        **common_values(knowledge),
        findings=findings_in_words(screening, decision.findings, knowledge),
        next_steps=next_steps(decision.findings, knowledge),
    )
    if decision.outcome != "eligible":
        return OutcomeMessage(f"outcome:{decision.outcome}", text)
    expires = at + timedelta(days=knowledge.clinic.result_valid_days)
    reference = BookingReference(secrets.token_urlsafe(24), screening.run, at, expires)
    return OutcomeMessage("outcome:eligible", text, reference)


def still_holds(booking: IssuedReference, screening: Screening, knowledge: Knowledge, at: datetime) -> bool:
    """Whether a reference leads to booking now: same run, still `eligible`, not expired."""
    return (
        at < booking.expires_at
        and booking.run == screening.run
        and judged(screening, knowledge).outcome == "eligible"
    )
