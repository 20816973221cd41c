"""Which question a message is about: the one that its writer had seen, which may not be the newest."""

from __future__ import annotations

from typing import Final

from bot.domain.errors import NeverOffered
from bot.domain.messages import IncomingMessage
from bot.domain.screening import Screening
from bot.language.context.in_context import NOTHING
from bot.store.conversations.models import Message
from bot.store.conversations.unit_of_work import Met


def question_seen(heard: IncomingMessage, met: Met, screening: Screening) -> str | None:
    """The question (or `consent`) that the person had been asked, if something else is asked by now.

    None: the message is about what is asked now. NOTHING: it is about a question that has ended since, or
    was typed before any. Raises NeverOffered for a message that was never shown here.
    """
    if heard.after is None:
        return _asked_when_it_came(met, screening)
    seen, newest, asking = met.seen, met.newest, met.asking
    if seen is None or seen.sender != "bot":
        raise NeverOffered(heard.after)
    if newest is None:
        return None
    if asking is None:
        return NOTHING
    if screening.state == "paused" and asking.asks == screening.question:
        return None  # a bare answer resumes first, whichever asking of that question was seen
    if asking.id == newest.id:
        # Nothing was asked since: a short answer is about what is asked now, or, if that question
        # was the last one and how it ended was not seen yet, about that one.
        return newest.asks if met.ended is not None and met.ended > seen.position else None
    if met.ended is not None and met.ended <= seen.position:
        return NOTHING
    return _put_by(asking, newest, screening)


def _asked_when_it_came(met: Met, screening: Screening) -> str | None:
    """What stood when a message arrived, if something else was asked since: of several sent at once one
    counts."""
    if met.newest is None:
        return None
    if met.asking is None:
        return NOTHING
    return None if met.asking.id == met.newest.id else _put_by(met.asking, met.newest, screening)


def _put_by(stood: Message, newest: Message, screening: Screening) -> str | None:
    """What `stood` asks, if that can still be answered.

    A side question that was put anew since, with other choices, was not seen; and nothing answers a question
    of an older checklist.
    """
    if stood.asks in _SIDE_QUESTIONS:
        return NOTHING if stood.asks == newest.asks and stood.choices != newest.choices else stood.asks
    numbers = [int(choice["value"].rpartition(":")[2]) for choice in stood.choices]
    return NOTHING if any(number <= screening.older for number in numbers) else stood.asks


_SIDE_QUESTIONS: Final = frozenset({"consent", "erase", "whose", "doubt", "emergency_check"})
