"""What the server refuses is told kindly, at the place where it belongs, and emergencies at once."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.journey import DANGER
from tests.browser.server import Server
from tests.browser.visitor import NewVisitor, Visitor


def test_a_503_with_an_emergency_shows_the_advice_at_once(visitor: Visitor, server: Server) -> None:
    visitor.open()
    server.assistant.broken = True
    visitor.write(DANGER)
    advice = visitor.widget(".item.emergency")
    expect(advice).to_contain_text("112")
    expect(advice.locator("a").first).to_have_attribute("href", "tel:112")
    expect(visitor.widget("[role=alert] p")).to_contain_text("112")
    visitor.page.reload()
    expect(visitor.widget(".item.emergency")).to_contain_text("112")
    server.assistant.broken = False
    expect(visitor.widget('[data-topic="outcome:urgent"]')).to_be_visible(timeout=8000)
    expect(visitor.widget('[data-topic^="emergency:"]')).to_have_count(1)


def test_advice_in_an_emergency_opens_a_closed_chat(visitor: Visitor, server: Server) -> None:
    visitor.open()
    server.assistant.slow = 0.4
    visitor.write(DANGER)
    visitor.page.keyboard.press("Escape")
    expect(visitor.widget(".panel")).to_be_hidden()
    expect(visitor.widget('[data-topic^="emergency:"]')).to_be_visible()
    expect(visitor.widget("[role=alert] p").first).to_contain_text("112")


def test_a_limit_is_respected_whatever_else_is_written(new_visitor: NewVisitor, tmp_path: Path) -> None:
    server = Server(tmp_path, RATE_LIMIT="1")
    try:
        visitor = new_visitor(server.address).visit().open()
        statuses: list[int] = []
        visitor.page.on("response", lambda got: statuses.append(got.status))
        visitor.write("what are the risks?")
        expect(visitor.bot).to_have_count(2)
        visitor.write("what are the risks?")
        expect(visitor.widget(".trouble")).to_contain_text("sent in a moment")
        visitor.write("who won the cricket match?")
        expect(visitor.widget(".status")).to_have_text(["Waiting to be sent"] * 2)
        visitor.page.wait_for_timeout(1000)
        assert statuses == [200, 429]
    finally:
        server.close()


def test_after_a_429_everything_is_sent_once_in_order(visitor: Visitor, server: Server) -> None:
    visitor.open()
    limit = {"status": 429, "headers": {"Retry-After": "2"}, "json": {"type": "urn:heads-up:too_fast"}}
    visitor.page.route("**/api/chat/messages", lambda route: route.fulfill(**limit), times=1)
    for text in ("first", "second"):
        visitor.write(text)
    expect(visitor.widget(".trouble")).to_contain_text("sent in a moment")
    assert server.assistant.heard == []
    expect(visitor.bot).to_have_count(3, timeout=8000)
    assert [heard.text for heard in server.assistant.heard] == ["first", "second"]


def test_a_text_that_is_too_long_can_be_shortened(visitor: Visitor, server: Server) -> None:
    visitor.open().write("a" * 2001)
    expect(visitor.widget(".status.refused")).to_contain_text("too long")
    visitor.press("Edit")
    expect(visitor.widget("textarea")).to_have_value("a" * 2001)
    expect(visitor.said).to_have_count(0)
    visitor.write("what are the risks?")
    expect(visitor.bot).to_have_count(2)
    assert len(server.assistant.heard) == 1


def test_a_text_without_anything_to_see_is_told_and_can_be_removed(visitor: Visitor) -> None:
    visitor.open().write("\u200b")
    expect(visitor.widget(".status.refused")).to_contain_text("empty")
    visitor.press("Remove")
    expect(visitor.said).to_have_count(0)


def test_a_refused_message_does_not_hold_up_the_next(visitor: Visitor) -> None:
    visitor.open().write("a" * 2001)
    visitor.write("what are the risks?")
    expect(visitor.bot).to_have_count(2)
    expect(visitor.widget(".status.refused")).to_have_count(1)


def test_a_chat_that_is_gone_begins_anew_and_the_text_goes_along(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    visitor.page.evaluate(
        "() => { const key = Object.keys(localStorage).find(name => name.endsWith('|token'));"
        " localStorage.setItem(key, 'a.token.of.yesterday'); }"
    )
    visitor.write("what are the risks?")
    expect(visitor.widget(".notice")).to_contain_text("Your earlier chat is not there any more")
    expect(visitor.widget('[data-topic="risks_overview"]')).to_be_visible()
    expect(visitor.said).to_have_text(["You: what are the risks?"])
    assert server.assistant.begun == 2


def test_an_old_token_at_opening_begins_anew(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.evaluate("Object.keys(localStorage).forEach(name => localStorage.setItem(name, 'old'))")
    visitor.page.reload()
    expect(visitor.widget(".notice")).to_contain_text("This is a new one.")
    expect(visitor.choice("Start the check")).to_be_enabled()


def test_a_server_that_is_down_at_opening_is_told_and_tried_again(visitor: Visitor, server: Server) -> None:
    server.assistant.broken = True
    visitor.widget(".launcher").click()
    expect(visitor.widget(".trouble")).to_contain_text("cannot be reached")
    visitor.write("what are the risks?")
    server.assistant.broken = False
    expect(visitor.widget('[data-topic="risks_overview"]')).to_be_visible(timeout=8000)
    expect(visitor.bot).to_have_count(2)


def test_an_answer_that_is_no_json_counts_as_unreachable(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.route(
        "**/api/chat/messages", lambda route: route.fulfill(status=200, body="<h1>Please log in</h1>")
    )
    visitor.write("what are the risks?")
    expect(visitor.widget(".trouble")).to_contain_text("cannot be reached")
    visitor.page.unroute("**/api/chat/messages")
    visitor.press("Try again now")
    expect(visitor.bot).to_have_count(2)
