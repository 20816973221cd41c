"""One conversation: what was said beside what was understood, and what staff add to it."""

from __future__ import annotations

import html
import re

from bot.domain.screening import FORM, PossibleFlag
from bot.store.console.queries import misreadings
from bot.store.conversations.models import Conversation
from tests.console.house import UNREAD, House


def page_of(clinic: House, conversation: str, role: str = "reviewer", query: str = "") -> str:
    text = html.unescape(clinic.browser(role).text(f"/conversations/{conversation}{query}"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def test_everything_is_told(both: House) -> None:
    conversation = both.talk(
        "can we start the safety check?",
        "[I agree*]",
        "[No]",
        "I have glaucoma",
        "change answer 3 to no",
        "[No]",
    )
    page = page_of(both, conversation)
    for words in (
        "I am a program",
        "I have glaucoma",
        "tells about their health 100 %",
        "Eye condition, has it",
        "Eye condition: yes → no",
        "corrects an answer",
        "Button: says no",
        "Checklist version",
        "A question is still open, so nothing is decided.",
        "Rather not say",
    ):
        assert words in page, words


def test_what_is_in_doubt_is_told_with_what_became_of_it(both: House) -> None:
    waits, health = (both.services.words("doubt", id) for id in ("waits", "health"))
    conversation = both.doubted()
    page = page_of(both, conversation)
    assert (waits in page, health in page) == (True, False)
    both.goes_on(conversation, "[Yes, or not sure]")
    for place in ("", "/print"):
        page = page_of(both, f"{conversation}{place}")
        assert (waits in page, health in page) == (False, True)
        assert page.count(UNREAD) > 1, "where it was said, and beside the answers"


def test_a_possible_red_flag_and_an_age_are_told(clinic: House) -> None:
    conversation = clinic.talk("[Start the check]", "[I agree*]")
    clinic.notes_beside(
        conversation, age_said="I am 15", emergency_checks=(PossibleFlag("stroke", "my face"),)
    )
    for place in ("", "/print"):
        page = page_of(clinic, f"{conversation}{place}")
        for words in ("I am 15", "my face", clinic.services.words("red_flag", "stroke")):
            assert words in page, words


def test_what_a_newer_version_stored_is_left_alone_and_told(clinic: House) -> None:
    conversation = clinic.talk("[Start the check]")
    with clinic.store.writing() as session:
        row = session.get(Conversation, conversation)
        assert row is not None
        row.screening = {**row.screening, "schema": FORM + 1}
    assert clinic.browser("reviewer").get(f"/conversations/{conversation}").status_code == 503


def test_the_outcome_is_told_with_its_rule(clinic: House) -> None:
    page = page_of(clinic, clinic.screened((2, "Yes")))
    assert "Avoid At least one answer is yes." in page
    assert "Blood thinners Yes “Yes”" in page.replace("“ ", "“") or "Blood thinners Yes Yes" in page


def test_the_visitors_link_stands_nowhere(clinic: House) -> None:
    conversation = clinic.screened()
    browser = clinic.browser("administrator")
    for path in ("", "/print", ".csv", ".json", "/test"):
        text = browser.text(f"/conversations/{conversation}{path}")
        assert "/book/" not in text
    assert "With the link to booking." in browser.text(f"/conversations/{conversation}")


def test_a_link_that_no_longer_holds_is_told(clinic: House) -> None:
    conversation = clinic.screened()
    clinic.goes_on(conversation, "change answer 1 to yes")
    page = page_of(clinic, conversation)
    assert "The link to booking is withdrawn or has expired." in page
    assert "With the link to booking." not in page


def test_booking_events_are_told(clinic: House) -> None:
    conversation = clinic.screened()
    link = next(
        link for message in clinic.conversations.history(conversation).messages for link in message.links
    )
    clinic.conversations.visit_booking(link.url.rsplit("/", 1)[1])
    page = page_of(clinic, conversation)
    assert "The booking link was given" in page
    assert "It was opened and led to the demonstration page" in page


def test_state_and_assignee(clinic: House) -> None:
    conversation, browser = clinic.talk("what are the risks?"), clinic.browser("reviewer")
    here = f"/conversations/{conversation}"
    browser.post(f"{here}/review", {"review": "in_review", "assignee": "1"})
    assert "In review · viewer" in browser.text("/")
    assert browser.post(f"{here}/review", {"review": "nonsense"}).status_code == 400
    assert browser.post(f"{here}/review", {"assignee": "77"}).status_code == 400
    assert browser.post("/conversations/none/review", {"review": "done"}).status_code == 404


def test_done_leads_to_the_next(clinic: House) -> None:
    older, newer = clinic.talk("what are the risks?"), clinic.talk("what are the risks?")
    answer = clinic.browser("reviewer").post(
        f"/conversations/{newer}/review?unread=1", {"review": "done", "next": older}
    )
    assert answer.headers["Location"] == f"/conversations/{older}?unread=1"


def test_tags_and_notes(both: House) -> None:
    conversation, browser = both.talk("what are the risks?"), both.browser("reviewer")
    here = f"/conversations/{conversation}"
    for tag in ("Urgent call", "urgent  CALL", "later"):
        browser.post(f"{here}/tags", {"tag": tag})
    browser.post(f"{here}/tags/remove", {"tag": "later"})
    browser.post(f"{here}/notes", {"text": "Rang them <twice>."})
    page = browser.text(here)
    assert page.count('class="chip tag"') == 1
    assert "Rang them &lt;twice&gt;." in page


def test_a_message_that_was_understood_wrongly(both: House) -> None:
    conversation, browser = both.talk("qwrt zxcv plk"), both.browser("reviewer")
    here = f"/conversations/{conversation}"
    found = re.search(r"\?wrong=(\d+)#", browser.text(here))
    assert found
    assert 'name="should_be"' in browser.text(f"{here}?wrong={found[1]}")
    browser.post(
        f"{here}/misreadings", {"message": found[1], "should_be": "intent:start_check", "comment": "typo"}
    )
    assert "Should have been: wants the check" in page_of(both, conversation)
    other = both.talk("wait")
    wrong = browser.post(
        f"/conversations/{other}/misreadings", {"message": found[1], "should_be": "intent:start_check"}
    )
    assert wrong.status_code == 404
    browser.post(f"{here}/misreadings", {"message": found[1], "should_be": "nonsense"})
    with both.store.reading() as reader:
        assert len(reader.all(misreadings(conversation))) == 1


def test_a_turn_that_failed_is_told(clinic: House) -> None:
    conversation = clinic.talk("what are the risks?")
    from sqlalchemy import text

    with clinic.store.writing() as session:
        session.execute(text("UPDATE turns SET fault = 'ValueError', understood = NULL"))
    assert "A technical problem (ValueError)" in page_of(clinic, conversation)


def test_deleting_needs_a_tick_and_an_administrator(clinic: House) -> None:
    conversation, browser = clinic.talk("what are the risks?"), clinic.browser("administrator")
    path = f"/conversations/{conversation}/erase"
    browser.post(path, {})
    assert browser.get(f"/conversations/{conversation}").status_code == 200
    assert clinic.browser("reviewer").post(path, {"sure": "yes"}).status_code == 403
    browser.post(path, {"sure": "yes"})
    assert browser.get(f"/conversations/{conversation}").status_code == 404
