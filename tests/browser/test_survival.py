"""Nothing is lost and nothing counts twice: reload, tabs, offline, a dead server, impatient fingers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from playwright.sync_api import expect

from tests.browser.server import Server
from tests.browser.visitor import Visitor


def test_a_reload_in_mid_question_goes_on_there(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    visitor.press("No")
    visitor.at_question(2)
    visitor.widget("textarea").fill("half a thought")
    before = visitor.widget(".item").all_inner_texts()
    visitor.page.reload()
    visitor.at_question(2)
    assert visitor.widget(".item").all_inner_texts() == before
    expect(visitor.widget(".item.question").first.locator(".chosen")).to_have_text("No (your answer)")
    expect(visitor.widget("textarea")).to_have_value("half a thought")
    visitor.answer_all(start=2)
    assert server.assistant.begun == 1


def test_a_reload_while_a_message_is_under_way_sends_it_once(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    server.assistant.slow = 0.6
    with visitor.page.expect_request("**/api/chat/messages"):
        visitor.press("No")
    visitor.page.reload()
    server.assistant.slow = 0
    visitor.at_question(2)
    expect(visitor.said.filter(has_text="No")).to_have_count(1)
    assert visitor.stored("|out|") == []


def test_another_page_of_the_site_goes_on_with_the_chat(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    page = server.page("prices", "<p>Another page.</p>", '<script src="/widget.js" defer></script>')
    visitor.visit(page)
    visitor.at_question(1)
    expect(visitor.said).to_have_count(2)


def test_what_is_written_offline_waits_and_is_sent_once_in_order(visitor: Visitor, server: Server) -> None:
    visitor.open()
    network = visitor.page.context
    network.set_offline(True)
    for text in ("first", "second", "third"):
        visitor.write(text)
    expect(visitor.widget(".status")).to_have_text(["Waiting to be sent"] * 3)
    expect(visitor.widget(".trouble")).to_contain_text("You are offline.")
    expect(visitor.widget(".trouble a")).to_have_attribute("href", "tel:112")
    network.set_offline(False)
    expect(visitor.bot).to_have_count(4)
    expect(visitor.widget(".trouble")).to_be_hidden()
    expect(visitor.widget(".status")).to_have_count(0)
    assert [heard.text for heard in server.assistant.heard] == ["first", "second", "third"]
    expect(visitor.said).to_have_text(["You: first", "You: second", "You: third"])


def test_what_waits_survives_a_reload(visitor: Visitor, server: Server) -> None:
    visitor.open()
    server.assistant.broken = True
    visitor.write("please wait for me")
    expect(visitor.widget(".trouble")).to_contain_text("cannot be reached")
    visitor.page.reload()
    expect(visitor.widget(".status")).to_have_text("Waiting to be sent")
    server.assistant.broken = False
    expect(visitor.bot).to_have_count(2, timeout=8000)
    expect(visitor.said).to_have_count(1)
    assert [heard.text for heard in server.assistant.heard] == ["please wait for me"]


def test_an_answer_given_offline_is_locked_and_counts_once(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.page.context.set_offline(True)
    visitor.press("Not sure")
    expect(visitor.widget(".question .chosen")).to_have_text("Not sure (your answer)")
    expect(visitor.choice("Yes")).to_be_disabled()
    visitor.page.context.set_offline(False)
    visitor.at_question(2)
    expect(visitor.said.filter(has_text="Not sure")).to_have_count(1)


def test_a_restart_of_the_server_loses_nothing(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    visitor.press("No")
    visitor.at_question(2)
    server.stop()
    visitor.press("No")
    expect(visitor.widget(".trouble")).to_contain_text("cannot be reached")
    server.start()
    visitor.press("Try again now")
    visitor.at_question(3)
    expect(visitor.said.filter(has_text="No")).to_have_count(2)
    visitor.answer_all(start=3)


def test_two_tabs_are_in_step(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    other = visitor.second_tab(visitor.page.context).open()
    other.at_question(1)
    visitor.press("No")
    other.at_question(2)
    other.press("Not sure")
    visitor.at_question(3)
    assert visitor.said.all_inner_texts() == other.said.all_inner_texts()
    visitor.page.context.set_offline(True)
    visitor.press("No")
    expect(other.choice("No")).to_be_disabled()
    visitor.page.context.set_offline(False)
    other.at_question(4)
    assert server.assistant.begun == 1
    other.choose_option("end")
    other.page.get_by_role("button", name="End chat", exact=True).click()
    expect(visitor.widget(".end")).to_contain_text("This device has forgotten the chat.")


def test_two_tabs_opened_at_once_share_one_conversation(visitor: Visitor, server: Server) -> None:
    other = visitor.second_tab(visitor.page.context)
    server.assistant.slow = 0.3
    visitor.widget(".launcher").click()
    other.widget(".launcher").click()
    expect(other.bot).to_have_count(1)
    expect(visitor.bot).to_have_count(1)
    assert server.assistant.begun == 1


def test_a_double_click_counts_once_and_never_for_the_next_question(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    heard = len(server.assistant.heard)
    for position in (1, 2, 3):
        visitor.at_question(position)
        visitor.choice("No").dblclick(delay=10)
    visitor.at_question(4)
    visitor.page.wait_for_timeout(300)
    assert len(server.assistant.heard) == heard + 3
    expect(visitor.said.filter(has_text="No")).to_have_count(3)


def test_a_second_click_cannot_hit_the_question_that_came_into_the_same_place(visitor: Visitor) -> None:
    visitor.page.clock.install()
    visitor.page.reload()
    visitor.open().begin_check()
    visitor.page.clock.pause_at(datetime.now(timezone.utc) + timedelta(hours=1))
    visitor.press("No")
    expect(visitor.widget(".progress p")).to_have_text("Question 2 of 10")
    expect(visitor.choice("No")).to_be_disabled()
    visitor.page.clock.run_for(600)
    expect(visitor.choice("No")).to_be_enabled()


def test_a_double_submit_counts_once(visitor: Visitor, server: Server) -> None:
    visitor.open()
    visitor.widget("textarea").fill("what are the risks?")
    visitor.widget(".send").dblclick()
    expect(visitor.bot).to_have_count(2)
    assert [heard.text for heard in server.assistant.heard] == ["what are the risks?"]


def test_a_reply_that_arrives_while_closed_is_counted_on_the_launcher(
    visitor: Visitor, server: Server
) -> None:
    visitor.open()
    server.assistant.slow = 0.3
    visitor.write("what are the risks?")
    visitor.page.keyboard.press("Escape")
    expect(visitor.widget(".badge")).to_have_text("1")
    expect(visitor.widget(".launcher")).to_have_attribute(
        "aria-label", "Ask about inversion therapy, 1 new message"
    )
    visitor.page.reload()
    expect(visitor.widget(".badge")).to_have_text("1")
    visitor.open()
    visitor.page.keyboard.press("Escape")
    expect(visitor.widget(".badge")).to_be_hidden()


def test_storage_that_is_forbidden_still_lets_one_talk(visitor: Visitor) -> None:
    forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"
    visitor.page.add_init_script(forbid)
    visitor.page.reload()
    visitor.open().begin_check()
    visitor.press("No")
    visitor.at_question(2)
