"""A conversation at the level of the store: what a turn writes, without deciding anything."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.domain.messages import Choice, IncomingMessage
from bot.domain.screening import Screening
from bot.store.conversations.store import Store
from bot.store.conversations.unit_of_work import UnitOfWork

NOW = datetime(2025, 6, 1, 9, 30, tzinfo=timezone.utc)


def begin(store: Store) -> str:
    """Open a conversation with its greeting; its id."""
    with store.new("web", "en", Screening()) as work:
        work.add_message(None, sender="bot", public_id="hello", text="Hello", at=NOW, topic="greeting")
        return work.conversation.id


def take_in(work: UnitOfWork, id: str, topic: str = "question:obesity") -> None:
    """All that one turn writes: the message, a reply with choices, a recorded answer, the screening."""
    turn = work.add_turn(IncomingMessage(id, text="no"), "digest", NOW)
    work.add_message(turn, sender="visitor", public_id=id, text="no", at=NOW)
    choices = [Choice("Yes", f"{id}:yes"), Choice("No", f"{id}:no")]
    work.add_message(
        turn, sender="bot", public_id=f"to-{id}", text="And …?", topic=topic, choices=choices, at=NOW
    )
    work.record_answer(
        turn, run=1, question="obesity", previous=None, answer="no", said="no", cause="said", at=NOW
    )
    turn.understood = {"intent": "deny"}
    screening = work.screening
    work.save(screening.but(asked=screening.asked + 1), None, NOW)


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
