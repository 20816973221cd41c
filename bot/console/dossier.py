"""Everything about one conversation, read in one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.console.desk import Desk
from bot.core.errors import UnknownConversation
from bot.core.screening import Screening, from_json
from bot.engine.outcome import judged, outdated, still_holds
from bot.store import console_queries, inbox_queries
from bot.store.models import Conversation, Message, Turn
from bot.store.reviews import InboxEntry, Misreading, Release, ReviewNote
from bot.store.trails import AnswerChange, Booking, BookingOpening, RedFlagReport


@dataclass(frozen=True)
class Dossier:
    """A conversation with all that was said, understood, recorded and added."""

    conversation: Conversation
    entry: InboxEntry | None
    messages: list[Message]
    turns: dict[int, Turn]
    changes: list[AnswerChange]
    reports: list[RedFlagReport]
    bookings: dict[str, Booking]
    openings: list[BookingOpening]
    tags: list[str]
    notes: list[ReviewNote]
    misreadings: list[Misreading]
    releases: list[Release]
    screening: Screening

    @property
    def id(self) -> str:
        return self.conversation.id


@dataclass(frozen=True)
class Answered:
    """A question with its answer, the words for it and what recorded it."""

    question: str
    answer: str | None
    said: str | None
    change: AnswerChange | None
    earlier_yes: bool
    is_asked_again: bool


def read(desk: Desk, id: str) -> Dossier:
    """The dossier. Raises UnknownConversation."""
    with desk.store.reading() as reader:
        conversation = reader.conversation(id)
        if conversation is None:
            raise UnknownConversation(id)
        return Dossier(
            conversation=conversation,
            entry=reader.one(inbox_queries.entry(id)),
            messages=reader.messages(id),
            turns={turn.id: turn for turn in reader.all(console_queries.turns(id))},
            changes=reader.all(console_queries.answer_changes(id)),
            reports=reader.all(console_queries.red_flag_reports(id)),
            bookings=reader.bookings(id),
            openings=reader.all(console_queries.openings(id)),
            tags=[tag.tag for tag in reader.all(inbox_queries.tags_of([id]))],
            notes=reader.all(console_queries.notes(id)),
            misreadings=reader.all(console_queries.misreadings(id)),
            releases=reader.all(console_queries.releases(id)),
            screening=from_json(conversation.screening),
        )


def answers(desk: Desk, dossier: Dossier) -> list[Answered]:
    """Every question of the checklist, in its order."""
    screening = dossier.screening
    newest = {change.question: change for change in dossier.changes}
    return [
        Answered(
            question,
            screening.answers.get(question),
            screening.said.get(question) or None,
            newest.get(question),
            question in screening.earlier_yes,
            screening.retaking == question,
        )
        for question in desk.knowledge.checklist.ids
    ]


def verdict(desk: Desk, dossier: Dossier) -> dict[str, Any]:
    """The outcome, the rule and version that gave it, and whether that version still counts."""
    return {
        "outcome": judged(dossier.screening, desk.knowledge).outcome,
        "version": dossier.conversation.checklist_version,
        "outdated": outdated(dossier.screening, desk.knowledge),
    }


def shows_link(desk: Desk, dossier: Dossier, message: Message) -> bool:
    """Whether the visitor sees the booking link under a message now."""
    booking = dossier.bookings.get(message.booking_id or "")
    if booking is None or message.topic != "outcome:eligible":
        return False
    return still_holds(booking, dossier.screening, desk.knowledge, desk.now())
