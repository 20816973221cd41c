"""Everything about one conversation, read in one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.console.services import Services
from bot.domain.errors import UnknownConversation
from bot.domain.screening import Screening, from_json
from bot.store.console import inbox_queries, queries
from bot.store.console.reviews import InboxEntry, Misreading, Release, ReviewNote
from bot.store.conversations.history import AnswerChange, Booking, BookingOpening, RedFlagReport
from bot.store.conversations.models import Conversation, Message, Turn
from bot.turn.outcome import judged, outdated, still_holds


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
class AnsweredQuestion:
    """A question with its answer, the words for it and what recorded it."""

    question: str
    answer: str | None
    said: str | None
    change: AnswerChange | None
    earlier_yes: bool
    is_asked_again: bool


def read(services: Services, id: str) -> Dossier:
    """The dossier. Raises UnknownConversation."""
    with services.store.reading() as reader:
        conversation = reader.conversation(id)
        if conversation is None:
            raise UnknownConversation(id)
        return Dossier(
            conversation=conversation,
            entry=reader.one(inbox_queries.entry(id)),
            messages=reader.messages(id),
            turns={turn.id: turn for turn in reader.all(queries.turns(id))},
            changes=reader.all(queries.answer_changes(id)),
            reports=reader.all(queries.red_flag_reports(id)),
            bookings=reader.bookings(id),
            openings=reader.all(queries.openings(id)),
            tags=[tag.tag for tag in reader.all(inbox_queries.tags_of([id]))],
            notes=reader.all(queries.notes(id)),
            misreadings=reader.all(queries.misreadings(id)),
            releases=reader.all(queries.releases(id)),
            screening=from_json(conversation.screening),
        )


def answers(services: Services, dossier: Dossier) -> list[AnsweredQuestion]:
    """Every question of the checklist, in its order."""
    screening = dossier.screening
    newest = {change.question: change for change in dossier.changes}
    return [
        AnsweredQuestion(
            question,
            screening.answers.get(question),
            screening.said.get(question) or None,
            newest.get(question),
            question in screening.earlier_yes,
            screening.retaking == question,
        )
        for question in services.knowledge.checklist.ids
    ]


def verdict(services: Services, dossier: Dossier) -> dict[str, Any]:
    """The outcome, the rule and version that gave it, and whether that version still counts."""
    return {
        "outcome": judged(dossier.screening, services.knowledge).outcome,
        "version": dossier.conversation.checklist_version,
        "outdated": outdated(dossier.screening, services.knowledge),
    }


def shows_link(services: Services, dossier: Dossier, message: Message) -> bool:
    """Whether the visitor sees the booking link under a message now."""
    booking = dossier.bookings.get(message.booking_id or "")
    if booking is None or message.topic != "outcome:eligible":
        return False
    return still_holds(booking, dossier.screening, services.knowledge, services.now())
