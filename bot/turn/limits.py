"""What a conversation takes: how long it lives unused, how many turns, and how many in a minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.errors import TooFast, TooManyTurns
from bot.store.conversations.models import Conversation
from bot.store.conversations.unit_of_work import UnitOfWork

MOST_TURNS = 2_000
"""A conversation takes so many turns (contract, section 5)."""

MINUTE = 60.0
"""Seconds."""


def expired(conversation: Conversation, days: int, at: datetime) -> bool:
    """Whether nobody has used it for so many days; 0 days mean never."""
    return days > 0 and at - conversation.used_at > timedelta(days=days)


def check_room(work: UnitOfWork, rate_limit: int, at: datetime) -> None:
    """Raise TooManyTurns or TooFast unless the conversation may take one more turn now.

    `rate_limit` is in turns a minute, those that other processes took counted in; 0 means no limit.
    """
    if work.conversation.turns >= MOST_TURNS:
        raise TooManyTurns(work.conversation.id)
    if not 0 < rate_limit <= work.conversation.turns:
        return
    before = work.heard_before(rate_limit)
    wait = MINUTE - (at - before).total_seconds() if before else 0.0
    if wait > 0:
        raise TooFast(wait)
