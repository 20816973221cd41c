"""A conversation at the level of the store: what a turn writes, without deciding anything."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.domain.interpretation import Interpretation
from bot.domain.messages import Choice, IncomingMessage
from bot.domain.screening import Screening
from bot.domain.turn_record import BotMessage, ChangedAnswer, TurnRecord
from bot.store.conversations.store import Store
from bot.store.conversations.unit_of_work import UnitOfWork

NOW = datetime(2025, 6, 1, 9, 30, tzinfo=timezone.utc)


GREETING = BotMessage("hello", "greeting", "Hello")


def begin(store: Store, at: datetime = NOW) -> str:
    """Open a conversation with its greeting; its id."""
    return store.begin("web", "en", silent(Screening(), at=at, messages=(GREETING,)))


def silent(screening: Screening, at: datetime = NOW, messages: tuple[BotMessage, ...] = ()) -> TurnRecord:
    """A record in which nobody said anything to us."""
    return TurnRecord(at=at, screening=screening, outcome=None, messages=messages)


def record(id: str, screening: Screening, topic: str = "question:obesity") -> TurnRecord:
    """All that one turn comes to: the message, a reply with choices, a changed answer, the screening."""
    choices = (Choice("Yes", f"{id}:yes"), Choice("No", f"{id}:no"))
    return TurnRecord(
        at=NOW,
        screening=screening.but(asked=screening.asked + 1),
        outcome=None,
        heard=IncomingMessage(id, text="no"),
        heard_text="no",
        interpretation=Interpretation("no", "deny"),
        commands=({"name": "record", "answer": "no"},),
        changed=(ChangedAnswer("obesity", None, "no", "no", 1, "said"),),
        messages=(BotMessage(f"to-{id}", topic, "And …?", choices),),
    )


def take_in(work: UnitOfWork, id: str, topic: str = "question:obesity") -> None:
    """Write all of one turn."""
    work.write(record(id, work.screening, topic))


def say(store: Store, conversation: str, id: str) -> None:
    """One whole turn, unless it came before."""
    with store.work(conversation) as work:
        if work.turn(id) is None:
            work.offered(f"{id}:yes")
            shown = work.message("hello")
            assert shown is not None
            work.question_shown_by(shown)
            take_in(work, id)


def told(store: Store, conversation: str) -> list[str]:
    """The public ids of the history."""
    with store.reading() as reader:
        return [message.public_id for message in reader.messages(conversation)]
