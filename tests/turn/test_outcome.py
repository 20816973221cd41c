"""The outcome and its message: a reference is made with `eligible` alone (contract, rule 1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.decision import Decision
from bot.domain.screening import Screening
from bot.store.conversations.history import Booking
from bot.turn.outcome import judged, outdated, still_holds, tell_outcome
from tests.conversation import FIRST, House, Talk, knowledge
from tests.screening.screenings import EYES, asking, finished

VERSION = knowledge().checklist.version
DONE = finished().but(checklist_version=VERSION)
BOOKING = Booking(
    id="b", conversation_id="c", run=DONE.run, issued_at=FIRST, expires_at=FIRST + timedelta(days=30)
)


def references(home: House) -> list[Booking]:
    with home.store.reading() as reader:
        return reader.all(select(Booking))


# ---- the decision as it stands ----


def test_ten_noes_of_a_finished_check_are_eligible() -> None:
    assert judged(DONE, knowledge()) == Decision("eligible", ())


@pytest.mark.parametrize(
    "here",
    [
        DONE.but(state="asking"),
        DONE.but(state="paused"),
        DONE.but(state="finished", retaking=EYES),
        DONE.but(run=0),
    ],
    ids=["asking", "paused", "asked again", "before consent"],
)
def test_nothing_is_decided_before_the_end(here: Screening) -> None:
    assert judged(here, knowledge()).outcome is None


def test_findings_are_known_before_the_end() -> None:
    here = DONE.but(state="asking", answers={EYES: "unsure"})
    assert judged(here, knowledge()) == Decision(None, ((EYES, "unsure"),))


def test_a_red_flag_decides_at_any_moment() -> None:
    assert judged(Screening(red_flags=("cardiac",)), knowledge()).outcome == "urgent"
    assert judged(DONE.but(red_flags=("cardiac",)), knowledge()).outcome == "urgent"


def test_answers_to_another_checklist_decide_nothing() -> None:
    old = DONE.but(checklist_version="0")
    assert outdated(old, knowledge())
    assert judged(old, knowledge()) == Decision(None, ())
    assert judged(old.but(red_flags=("cardiac",)), knowledge()) == Decision("urgent", ())
    assert not outdated(DONE, knowledge())
    assert not outdated(Screening(), knowledge())


# ---- a reference ----


def test_a_reference_holds_until_the_moment_it_expires() -> None:
    moment = timedelta(seconds=1)
    assert still_holds(BOOKING, DONE, knowledge(), BOOKING.expires_at - moment)
    assert not still_holds(BOOKING, DONE, knowledge(), BOOKING.expires_at)


@pytest.mark.parametrize(
    "here",
    [
        DONE.but(run=DONE.run + 1),
        DONE.but(answers={**DONE.answers, EYES: "unsure"}),
        DONE.but(state="asking", retaking=EYES),
        DONE.but(red_flags=("cardiac",)),
        DONE.but(checklist_version="0"),
    ],
    ids=["another run", "not sure", "asked again", "a red flag", "another checklist"],
)
def test_a_reference_holds_no_longer_than_its_outcome(here: Screening) -> None:
    assert not still_holds(BOOKING, here, knowledge(), FIRST)


# ---- the message ----


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("No", "eligible"),
        ("Not sure", "ask_clinician"),
        ("Rather not say", "ask_clinician"),
        ("Yes", "avoid"),
    ],
)
def test_each_outcome_is_told_in_its_own_message_and_one_makes_a_reference(
    talk: Talk, home: House, title: str, outcome: str
) -> None:
    talk.agrees()
    talk.answers_all(("eye_condition", title))
    assert (talk.outcome, talk.topics) == (outcome, ["summary", f"outcome:{outcome}"])
    assert len(references(home)) == len(talk.links) == (outcome == "eligible")
    assert not talk.reply.messages[-1].choices


def test_a_reference_lasts_as_many_days_as_the_clinic_says(talk: Talk, home: House) -> None:
    talk.agrees()
    talk.answers_all()
    (booking,) = references(home)
    assert booking.expires_at - booking.issued_at == timedelta(days=knowledge().clinic.result_valid_days)
    assert (booking.conversation_id, booking.run) == (talk.id, 1)


@pytest.mark.parametrize(
    "here",
    [Screening(), asking(EYES, checklist_version=VERSION), DONE.but(state="paused"), DONE.but(run=0)],
    ids=["not begun", "asking", "paused", "before consent"],
)
def test_no_outcome_is_told_before_the_end(here: Screening) -> None:
    with pytest.raises(ValueError, match="answered"):
        tell_outcome(here, knowledge(), FIRST)


def test_a_reference_cannot_be_guessed() -> None:
    made = [tell_outcome(DONE, knowledge(), FIRST).booking for _ in range(2)]
    ids = {booking.id for booking in made if booking is not None}
    assert (len(ids), {len(id) for id in ids}) == (2, {32}), "24 random bytes each"


def test_the_findings_are_told_with_what_they_mean(talk: Talk) -> None:
    talk.agrees()
    talk.answers_all(("eye_condition", "Yes"), ("obesity", "Not sure"))
    told, checklist = talk.reply.messages[-1].text, knowledge().checklist
    assert checklist["eye_condition"].yes_means in told
    assert checklist["obesity"].label in told
    assert checklist["osteoporosis"].label not in told


def test_a_check_at_its_beginning_has_no_outcome() -> None:
    assert judged(asking(EYES, checklist_version=VERSION), knowledge()) == Decision(None, ())
