"""What staff release, and what it never does (contract, rules 4 and 5)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.store.conversations.history import AnswerChange
from bot.store.conversations.queries import table
from tests.console.house import House

PAIN = "I have chest pain, my left arm hurts and I cannot breathe"
REASON = "Seen by Dr. Example on the same day."


def release(clinic: House, conversation: str, **form: str) -> None:
    kind = "earlier-yes" if "question" in form else "red-flag"
    browser = clinic.browser("reviewer")
    assert browser.post(f"/conversations/{conversation}/release/{kind}", form).status_code == 302


def links(clinic: House, conversation: str) -> int:
    return sum(len(message.links) for message in clinic.conversations.history(conversation).messages)


def test_a_red_flag_is_cleared_and_the_check_begins_anew(clinic: House) -> None:
    conversation = clinic.talk("can we start the safety check?", "[I agree*]", "[No]", "[Yes]", PAIN)
    before = len(clinic.conversations.history(conversation).messages)
    release(clinic, conversation, reason=REASON)
    history = clinic.conversations.history(conversation)
    assert len(history.messages) == before, "nothing is sent"
    assert (history.screening.state, history.screening.outcome) == ("not_started", None)
    assert (history.screening.red_flags, history.screening.answers) == ((), {})
    asked = clinic.goes_on(conversation, "can we start the safety check?", "[I agree*]", "[No]")
    assert "yes" in asked.messages[-1].text.lower(), "the earlier yes is named"
    ended = clinic.goes_on(conversation, *["no"] * 9)
    assert (ended.screening.outcome, links(clinic, conversation)) == ("ask_clinician", 0)


def test_no_reference_of_before_a_red_flag_opens_again(both: House) -> None:
    conversation = both.screened()
    link = both.conversations.history(conversation).messages[-1].links[0]
    reference = link.url.rsplit("/", 1)[1]
    assert both.conversations.visit_booking(reference).kind == "demonstration"
    both.goes_on(conversation, PAIN)
    release(both, conversation, reason=REASON)
    assert links(both, conversation) == 0
    ended = both.goes_on(conversation, "can we start the safety check?", "[I agree*]", *["[No]"] * 10)
    assert ended.screening.outcome == "eligible"
    assert both.conversations.visit_booking(reference).kind == "expired"
    assert links(both, conversation) == 1, "the new one alone"


def test_an_earlier_yes_is_released(both: House) -> None:
    conversation = both.screened((2, "Yes"))
    both.goes_on(conversation, "start over", *["[No]"] * 10)
    assert both.conversations.history(conversation).screening.outcome == "ask_clinician"
    before = len(both.conversations.history(conversation).messages)
    release(both, conversation, question="blood_thinners", reason=REASON)
    history = both.conversations.history(conversation)
    assert (history.screening.outcome, len(history.messages)) == ("eligible", before)
    assert links(both, conversation) == 0, "a release sends no link"
    both.goes_on(conversation, "continue")
    assert links(both, conversation) == 1, "who asks again gets it"
    with both.store.reading() as reader:
        changes = reader.all(select(AnswerChange).order_by(table(AnswerChange).c.id))
    assert (changes[-1].previous, changes[-1].answer, changes[-1].cause) == (
        "unsure",
        "no",
        "released by staff",
    )


def test_an_earlier_yes_can_be_released_before_its_question_comes(clinic: House) -> None:
    conversation = clinic.screened((2, "Yes"))
    clinic.goes_on(conversation, "start over")
    release(clinic, conversation, question="blood_thinners", reason=REASON)
    ended = clinic.goes_on(conversation, *["no"] * 10)
    assert ended.screening.outcome == "eligible"


def test_a_present_yes_cannot_be_released(clinic: House) -> None:
    conversation = clinic.screened((2, "Yes"))
    release(clinic, conversation, question="blood_thinners", reason=REASON)
    assert clinic.conversations.history(conversation).screening.outcome == "avoid"


@pytest.mark.parametrize("reason", ["", "   ", "short"])
def test_a_release_needs_a_reason(clinic: House, reason: str) -> None:
    conversation = clinic.talk(PAIN)
    release(clinic, conversation, reason=reason)
    assert clinic.conversations.history(conversation).screening.outcome == "urgent"


def test_a_release_is_told_with_its_reason(clinic: House) -> None:
    conversation = clinic.talk(PAIN)
    release(clinic, conversation, reason=REASON)
    page = clinic.browser("viewer").text(f"/conversations/{conversation}")
    assert REASON in page
    assert "Release the red flag" not in page
    assert "reviewer released" in page


def test_without_a_red_flag_there_is_nothing_to_release(clinic: House) -> None:
    conversation = clinic.screened()
    release(clinic, conversation, reason=REASON)
    assert clinic.conversations.history(conversation).screening.outcome == "eligible"
    assert (
        clinic.browser("reviewer")
        .post("/conversations/none/release/red-flag", {"reason": REASON})
        .status_code
        == 404
    )


def test_a_release_does_not_count_as_use(clinic: House) -> None:
    conversation = clinic.talk(PAIN)
    with clinic.store.reading() as reader:
        before = reader.conversation(conversation)
    clinic.clock.advance(days=3)
    release(clinic, conversation, reason=REASON)
    with clinic.store.reading() as reader:
        after = reader.conversation(conversation)
    assert before is not None
    assert after is not None
    assert before.used_at == after.used_at
