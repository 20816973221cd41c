"""What is stored, as a channel shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.messages import Choice, FindingView, Link, ScreeningView
from bot.domain.names import QUESTIONS
from bot.domain.screening import Screening
from bot.store.conversations.history import Booking
from bot.store.conversations.models import Message
from bot.turn.views import MessageViews, screening_view
from tests.conversation import FIRST, knowledge
from tests.screening.screenings import EYES, HEART, asking, finished

VERSION = knowledge().checklist.version
DONE = finished().but(checklist_version=VERSION)
BOOKING = Booking(
    id="b", conversation_id="c", run=DONE.run, issued_at=FIRST, expires_at=FIRST + timedelta(days=30)
)


def message(topic: str | None = "outcome:eligible", booking: str | None = "b") -> Message:
    return Message(
        conversation_id="c",
        position=1,
        public_id="m",
        sender="bot",
        at=FIRST,
        text="Here you are.",
        topic=topic,
        choices=[{"title": "Yes", "value": "y"}, {"title": "No", "value": "n"}],
        booking_id=booking,
    )


def shown(
    what: Message, here: Screening = DONE, days: int = 0, known: Booking | None = BOOKING
) -> Link | None:
    """The link under a message, `days` after it was told."""
    views = MessageViews(knowledge(), here, lambda id: f"https://{id}", FIRST + timedelta(days=days))
    (view,) = views.of_stored([what], {"b": known}.get)
    return view.links[0] if view.links else None


# ---- messages ----


def test_a_message_is_shown_as_it_was_said() -> None:
    views = MessageViews(knowledge(), DONE, str, FIRST)
    (view,) = views.of_stored([message("cost", None)], lambda id: None)
    assert (view.id, view.sender, view.at, view.text, view.topic) == (
        "m",
        "bot",
        FIRST,
        "Here you are.",
        "cost",
    )
    assert view.choices == (Choice("Yes", "y"), Choice("No", "n"))
    assert view.links == ()


def test_the_link_leads_to_the_reference_and_has_its_title() -> None:
    assert shown(message()) == Link(knowledge().wording["link_title"], "https://b")


@pytest.mark.parametrize(
    "topic", ["outcome:ask_clinician", "outcome:avoid", "booking", "question:obesity", None]
)
def test_no_other_message_shows_a_link_whatever_is_stored_with_it(topic: str | None) -> None:
    assert shown(message(topic)) is None


def test_a_link_needs_a_reference_that_holds() -> None:
    assert shown(message(booking=None)) is None
    assert shown(message(), known=None) is None
    assert shown(message(), days=30) is None
    assert shown(message(), DONE.but(answers={**DONE.answers, EYES: "yes"})) is None
    assert shown(message(), DONE.but(red_flags=("cardiac",))) is None


# ---- the screening ----


def test_a_screening_is_shown_with_all_that_the_contract_names() -> None:
    here = asking(
        EYES,
        checklist_version=VERSION,
        answers={HEART: "yes", EYES: "unsure"},
        said={HEART: "I do", EYES: ""},
    )
    assert screening_view(here, knowledge()) == ScreeningView(
        state="asking",
        question=EYES,
        position=3,
        total=10,
        answers={HEART: "yes", EYES: "unsure"},
        outcome=None,
        findings=(FindingView(HEART, "yes", "I do"), FindingView(EYES, "unsure", None)),
        red_flags=(),
        checklist_version=VERSION,
    )


def test_the_end_is_shown_with_its_outcome_and_without_a_question() -> None:
    view = screening_view(DONE, knowledge())
    assert (view.state, view.question, view.position, view.outcome) == ("finished", None, None, "eligible")


def test_after_a_red_flag_no_question_is_shown() -> None:
    view = screening_view(asking(EYES, checklist_version=VERSION, red_flags=("cardiac",)), knowledge())
    assert (view.question, view.position, view.outcome, view.red_flags) == (
        None,
        None,
        "urgent",
        ("cardiac",),
    )


def test_a_question_that_the_checklist_no_longer_holds_is_not_shown() -> None:
    view = screening_view(asking(EYES).but(question="astigmatism"), knowledge())
    assert (view.question, view.position, view.total) == (None, None, len(QUESTIONS))
