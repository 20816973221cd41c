"""The booking reference: signed, expiring, checked anew each time, without a word about health."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from tests.conversation import House, Talk, house, knowledge, links_of, sqlite_file
from tests.fake_dialogue import FakeDialogue

BOOKING = "https://clinic.example/visit"


def reference(talk: Talk) -> str:
    """A new eligible outcome's reference."""
    talk.agrees()
    talk.answers_all()
    return talk.links[0].url.rpartition("/")[2]


def openings(home: House) -> list[str]:
    """What was recorded of each opening."""
    with home.store.reading() as reader:
        return list(
            reader._session.execute(text("SELECT verdict FROM booking_openings ORDER BY id")).scalars()
        )


def test_the_link_leads_to_the_public_address_and_says_nothing_about_health(talk: Talk, home: House) -> None:
    talk.agrees()
    talk.answers_all()
    url = urlsplit(talk.links[0].url)
    assert talk.links[0].url.startswith(f"{home.settings.public_url}/book/")
    assert not url.query
    assert not url.fragment
    assert talk.id not in talk.links[0].url
    assert not [q for q in knowledge().checklist.ids if q in talk.links[0].url]


def test_only_the_outcome_message_holds_it_and_no_text_does(talk: Talk) -> None:
    token = reference(talk)
    holding = [message.topic for message in talk.looks().messages if message.links]
    assert holding == ["outcome:eligible"]
    assert not [
        message for message in talk.looks().messages if token in message.text or "/book/" in message.text
    ]


def test_opening_forwards_and_is_recorded_each_time(tmp_path: Path) -> None:
    with house(sqlite_file(tmp_path), FakeDialogue(knowledge()), BOOKING_URL=BOOKING) as home:
        token = reference(Talk(home.conversations))
        for _ in range(3):
            visit = home.conversations.visit_booking(token)
            assert (visit.kind, visit.url) == ("forward", BOOKING)
        assert openings(home) == ["forward"] * 3


def test_without_a_booking_address_it_is_a_demonstration(talk: Talk, home: House) -> None:
    assert home.conversations.visit_booking(reference(talk)).kind == "demonstration"


def test_it_expires(talk: Talk, home: House) -> None:
    token = reference(talk)
    home.clock.advance(days=knowledge().clinic.result_valid_days, seconds=1)
    assert home.conversations.visit_booking(token).kind == "expired"


def test_an_expired_link_is_gone_from_the_history_and_a_fresh_one_is_given(talk: Talk, home: House) -> None:
    reference(talk)
    home.clock.advance(days=20)
    talk.says("what are the risks?")
    home.clock.advance(days=20)
    assert not links_of(talk.looks())
    talk.says("can we start the safety check?")
    assert len(talk.links) == 1


@pytest.mark.parametrize(
    "text", ["change answer 3", "start over", "change answer 1 to yes", "I have glaucoma"]
)
def test_it_is_withdrawn_when_the_outcome_no_longer_holds(talk: Talk, home: House, text: str) -> None:
    token = reference(talk)
    talk.says(text)
    assert home.conversations.visit_booking(token).kind == "withdrawn"
    assert not links_of(talk.looks())


def test_a_red_flag_withdraws_it(talk: Talk, home: House) -> None:
    token = reference(talk)
    talk.says("I have crushing chest pain going down my left arm")
    assert home.conversations.visit_booking(token).kind == "withdrawn"


def test_corrected_and_corrected_back_the_old_link_stays_gone(talk: Talk, home: House) -> None:
    token = reference(talk)
    talk.says("I have glaucoma")
    talk.says("change answer 3 to no")
    talk.chooses("No")
    assert talk.outcome == "eligible"
    assert home.conversations.visit_booking(token).kind == "withdrawn"
    assert [link.url for link in links_of(talk.looks())] == [talk.links[0].url]


@pytest.mark.parametrize("made_up", ["", "nothing", "a.b", "é.ü", "x" * 5000, "../../etc", "%00"])
def test_a_made_up_reference_is_unknown(home: House, made_up: str) -> None:
    assert home.conversations.visit_booking(made_up).kind == "unknown"


def test_an_altered_reference_is_unknown(talk: Talk, home: House) -> None:
    token = reference(talk)
    for altered in (token[:-1], f"{token}x", f"x{token}", token.swapcase(), token.partition(".")[0]):
        assert home.conversations.visit_booking(altered).kind == "unknown"


def test_a_reference_signed_by_another_installation_is_unknown(
    talk: Talk, home: House, tmp_path: Path
) -> None:
    token = reference(talk)
    key = "another-key-of-another-installation"
    with house(home.settings.database_url, FakeDialogue(knowledge()), SECRET_KEY=key) as other:
        assert other.conversations.visit_booking(token).kind == "unknown"


def test_an_erased_conversations_reference_is_unknown(talk: Talk, home: House) -> None:
    token = reference(talk)
    home.conversations.erase(talk.id)
    assert home.conversations.visit_booking(token).kind == "unknown"
