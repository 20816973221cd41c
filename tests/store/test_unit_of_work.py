"""What a transaction on a conversation stores and finds again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.errors import OtherContent
from bot.domain.messages import Choice, IncomingMessage
from bot.domain.names import Outcome
from bot.domain.screening import Screening, ToldCondition
from bot.domain.turn_record import BookingReference, BotMessage, ReportedFlag, TurnRecord
from bot.store.conversations.history import RedFlagReport
from bot.store.conversations.store import Store
from tests.store.talk import NOW, begin, record, say, silent, take_in, told


@pytest.fixture
def conversation(store: Store) -> str:
    return begin(store)


def test_a_turn_and_its_replies_are_found_by_the_senders_id(store: Store, conversation: str) -> None:
    say(store, conversation, "a")
    say(store, conversation, "b")
    with store.work(conversation) as work:
        turn = work.turn("a")
        assert turn is not None
        assert (turn.digest, turn.at, turn.fault) == (IncomingMessage("a", text="no").digest, NOW, None)
        assert (turn.understood or {})["intent"] == "deny"
        assert turn.moves == [{"name": "record", "answer": "no"}]
        assert [reply.public_id for reply in work.replies(turn)] == ["to-a"]
        assert work.turn("c") is None


def test_history_keeps_the_order_and_the_choices(store: Store, conversation: str) -> None:
    say(store, conversation, "a")
    assert told(store, conversation) == ["hello", "a", "to-a"]
    with store.reading() as reader:
        messages = reader.messages(conversation)
    assert [message.position for message in messages] == [1, 2, 3]
    assert messages[2].choices == [{"title": "Yes", "value": "a:yes"}, {"title": "No", "value": "a:no"}]
    assert (messages[0].turn_id, messages[0].at) == (None, NOW)


def test_only_the_bots_choices_are_offered(store: Store, conversation: str) -> None:
    say(store, conversation, "a")
    with store.work(conversation) as work:
        assert work.offered("a:yes")
        assert not work.offered("b:yes")
        again = BotMessage("again", "question:obesity", "?", (Choice("Yes", "a:yes"),))
        work.write(silent(work.screening, messages=(again,)))
    with store.work(begin(store)) as work:
        assert not work.offered("a:yes")


@pytest.mark.parametrize(
    ("seen", "asked"), [("hello", None), ("to-a", "to-a"), ("aside", "to-a"), ("to-b", "to-b")]
)
def test_the_question_shown_by_a_message(
    store: Store, conversation: str, seen: str, asked: str | None
) -> None:
    aside = silent(Screening(), messages=(BotMessage("aside", "cost", "…"),))
    for each in (
        record("a", Screening(), "consent"),
        aside,
        record("b", Screening(), "question:pregnancy"),
    ):
        with store.work(conversation) as work:
            work.write(each)
    with store.work(conversation) as work:
        message = work.message(seen)
        assert message is not None
        question = work.question_shown_by(message)
        assert (question.public_id if question else None) == asked


def test_a_visitors_message_asks_nothing(store: Store, conversation: str) -> None:
    with store.work(conversation) as work:
        work.write(replace(record("v", work.screening), heard_text="question:obesity", messages=()))
        message = work.message("v")
        assert message is not None
        assert (message.asks, work.question_shown_by(message)) == (None, None)


def test_the_screening_comes_back_as_it_was(store: Store, conversation: str) -> None:
    screening = Screening(
        state="asking",
        checklist_version="1",
        question="obesity",
        answers={"pregnancy": "no", "ear_infection": "unsure"},
        told={"blood_thinners": ToldCondition("yes", "Ecosprin")},
        earlier_yes=("osteoporosis",),
        red_flags=("cardiac",),
    )
    with store.work(conversation) as work:
        work.write(replace(record("a", screening), screening=screening, outcome="urgent"))
    with store.work(conversation) as work:
        row = work.conversation
        assert work.screening == screening
        assert list(work.screening.answers) == ["pregnancy", "ear_infection"]
        assert (row.state, row.question, row.outcome) == ("asking", "obesity", "urgent")
        assert (row.checklist_version, row.red_flag, row.used_at) == ("1", True, NOW)


def test_turns_are_counted(store: Store, conversation: str) -> None:
    for id in ("a", "b", "b"):
        say(store, conversation, id)
    with store.reading() as reader:
        row = reader.conversation(conversation)
    assert row is not None
    assert row.turns == 2


def test_the_id_of_a_bots_message_cannot_be_taken(store: Store, conversation: str) -> None:
    with pytest.raises(OtherContent), store.work(conversation) as work:
        work.turn("hello")


def test_a_booking_belongs_to_its_conversation(store: Store, conversation: str) -> None:
    with store.work(conversation) as work:
        reference = BookingReference("b", 3, NOW, NOW + timedelta(days=1))
        link = BotMessage("link", "outcome:eligible", "…", booking=reference)
        work.write(TurnRecord(NOW, Screening(run=3), "eligible", messages=(link,)))
        booking = work.booking("b")
        assert booking is not None
        work.record_opening(booking, "forward", NOW)
    with store.reading() as reader:
        found = reader.booking(booking.id)
        assert found is not None
        assert (found.conversation_id, found.run, found.expires_at - found.issued_at) == (
            conversation,
            3,
            timedelta(days=1),
        )
        assert list(reader.bookings(conversation)) == [booking.id]
        assert reader.messages(conversation)[-1].booking_id == booking.id
    with store.work(begin(store)) as work:
        assert work.booking(booking.id) is None


def test_rows_do_not_show_what_was_written(store: Store, conversation: str) -> None:
    with store.work(conversation) as work:
        work.write(replace(record("v", work.screening), heard_text="canary"))
        assert "canary" not in repr(work.message("v"))


def test_text_of_every_kind_comes_back(store: Store, conversation: str) -> None:
    text = "naïve 👩‍⚕️ 'quoted' \"twice\" \\ %s :name {x} \t\n नमस्ते"
    with store.work(conversation) as work:
        said = replace(record("v", work.screening), heard_text=text, messages=())
        work.write(replace(said, red_flags=(ReportedFlag("cardiac", text),)))
    with store.reading() as reader:
        assert reader.messages(conversation)[-1].text == text
        assert [report.said for report in reader.all(select(RedFlagReport))] == [text]


def test_nothing_can_be_added_after_erasing(store: Store, conversation: str) -> None:
    with store.work(conversation) as work:
        take_in(work, "a")
        work.erase()
    assert told(store, conversation) == []


def test_a_turn_that_erases_leaves_nothing_of_itself(store: Store, conversation: str) -> None:
    with store.work(conversation) as work:
        work.write(replace(record("a", work.screening), erases=True))
    with store.reading() as reader:
        assert reader.conversation(conversation) is None
    assert told(store, conversation) == []


def test_what_staff_change_is_no_use_by_the_visitor(store: Store, conversation: str) -> None:
    with store.work(conversation) as work:
        work.write(silent(Screening(asked=7), at=NOW + timedelta(days=3)))
    with store.work(conversation) as work:
        assert (work.screening.asked, work.conversation.used_at, work.conversation.turns) == (7, NOW, 0)


@pytest.mark.parametrize(
    ("outcome", "topic", "run"),
    [("avoid", "outcome:eligible", 3), ("eligible", "booking", 3), ("eligible", "outcome:eligible", 2)],
    ids=["another outcome", "another message", "another run"],
)
def test_a_link_is_recorded_with_its_own_outcome_alone(outcome: Outcome, topic: str, run: int) -> None:
    link = BotMessage("link", topic, "…", booking=BookingReference("b", run, NOW, NOW))
    with pytest.raises(ValueError, match="booking reference"):
        TurnRecord(NOW, Screening(run=3), outcome, messages=(link,))
