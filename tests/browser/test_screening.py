"""A whole screening, by mouse, by keyboard alone and on a phone, and what the options do."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.server import Server
from tests.browser.visitor import Visitor

LINK = "Open the clinic's booking page"


def test_ten_times_no_by_mouse_ends_with_the_link(visitor: Visitor, server: Server) -> None:
    visitor.open()
    for title in ["Start the check", "I agree, and I am 18 or older", *["No"] * 10]:
        visitor.press(title)
    expect(visitor.outcome).to_have_attribute("data-topic", "outcome:eligible")
    link = visitor.outcome.get_by_role("link", name=LINK)
    expect(link).to_have_attribute("href", re.compile(f"^{server.address}/book/"))
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(visitor.widget(".summary li")).to_have_count(10)
    expect(visitor.widget(".progress")).to_be_hidden()
    assert [heard.after is not None for heard in server.assistant.heard] == [True] * 12


def test_a_yes_ends_without_a_link(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.answer_all({3: "Yes"})
    expect(visitor.outcome).to_have_attribute("data-topic", "outcome:avoid")
    expect(visitor.widget("a.link")).to_have_count(0)
    expect(visitor.outcome).to_contain_text("Eye condition")


def test_a_screening_by_keyboard_alone(visitor: Visitor) -> None:
    keys = visitor.page.keyboard
    visitor.widget(".launcher").focus()
    keys.press("Enter")
    expect(visitor.widget(".panel")).to_be_focused()
    for title in ["Start the check", "I agree, and I am 18 or older", *["No"] * 10]:
        expect(visitor.choice(title)).to_be_enabled()
        for _ in range(12):
            keys.press("Tab")
            if visitor.choice(title).evaluate("button => button.getRootNode().activeElement === button"):
                break
        keys.press("Enter")
        expect(visitor.widget(f".choice.chosen:focus >> text='{title}'")).to_be_visible()
        expect(visitor.widget(".typing")).to_be_hidden()
    expect(visitor.outcome).to_have_attribute("data-topic", "outcome:eligible")
    keys.press("Escape")
    expect(visitor.widget(".launcher")).to_be_focused()


def test_a_screening_on_a_phone_fills_the_screen(phone: Visitor) -> None:
    phone.widget(".launcher").tap()
    box = phone.widget(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}
    expect(phone.widget(".panel")).to_have_attribute("aria-modal", "true")
    phone.begin_check()
    for position in range(1, 11):
        phone.at_question(position)
        phone.choice("No").tap()
    expect(phone.outcome).to_have_attribute("data-topic", "outcome:eligible")
    expect(phone.outcome.locator("h3")).to_be_in_viewport()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_why_is_told_and_the_question_follows_again(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.press("Why do you ask?")
    expect(visitor.widget('[data-topic^="why_asked:"]')).to_be_visible()
    visitor.at_question(1)
    first = visitor.widget(".item.question").first
    expect(first.locator(".chosen")).to_have_text(re.compile("Why do you ask"))
    expect(first.get_by_role("button", name="No", exact=True)).to_be_disabled()


def test_chosen_answers_stay_readable_and_locked(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.press("Not sure")
    visitor.at_question(2)
    first = visitor.widget(".item.question").first
    expect(first.locator("button.choice")).to_have_count(5)
    for button in first.locator("button.choice").all():
        expect(button).to_be_disabled()
    expect(first.locator(".chosen")).to_have_text("Not sure (your answer)")


def test_a_menu_can_be_used_more_than_once(visitor: Visitor) -> None:
    visitor.open().press("What is inversion therapy?")
    expect(visitor.bot).to_have_count(2)
    visitor.press("What are the risks?")
    expect(visitor.bot).to_have_count(3)
    visitor.press("Start the check")
    expect(visitor.choice("I do not agree")).to_be_enabled()
    expect(visitor.widget("[data-topic=greeting] .choice").last).to_be_disabled()


def test_a_withdrawn_result_shows_no_link(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.answer_all()
    visitor.write("change answer 1 to yes")
    expect(visitor.outcome).to_have_attribute("data-topic", "outcome:avoid")
    expect(visitor.page.get_by_role("link", name=LINK)).to_have_count(0)
    expect(visitor.widget(".replaced")).to_have_attribute("data-note", "Earlier result, replaced since")


def test_starting_over(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.press("No")
    visitor.at_question(2)
    visitor.choose_option("start_over")
    visitor.at_question(1)


def test_deleting_asks_first_and_erases_everything(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    visitor.choose_option("erase")
    dialog = visitor.page.get_by_role("alertdialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(visitor.page.get_by_role("button", name="Options")).to_be_focused()
    visitor.choose_option("erase")
    dialog.get_by_role("button", name="Delete everything").click()
    expect(visitor.widget(".end")).to_contain_text("Everything of this chat is deleted.")
    assert visitor.stored("token") == []
    visitor.page.get_by_role("button", name="Start a new chat").click()
    expect(visitor.choice("Start the check")).to_be_enabled()
    assert server.assistant.begun == 2


def test_what_could_not_be_deleted_is_told(visitor: Visitor, server: Server) -> None:
    visitor.open()
    server.assistant.broken = True
    visitor.choose_option("erase")
    visitor.page.get_by_role("button", name="Delete everything").click()
    expect(visitor.page.get_by_role("alertdialog")).to_contain_text("Nothing has changed")
    assert len(visitor.stored("token")) == 1
    visitor.page.get_by_role("button", name="Cancel").click()


def test_deleting_by_a_word_in_the_chat_ends_it(visitor: Visitor) -> None:
    visitor.open().write("delete my data")
    visitor.press("Yes, delete everything")
    expect(visitor.widget(".end")).to_contain_text("Everything of this chat is deleted.")
    expect(visitor.last).to_contain_text("Everything of this chat is deleted. Take care.")
    assert visitor.stored("token") == []


def test_ending_leaves_nothing_of_the_chat_on_the_device(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.widget("textarea").fill("a draft")
    visitor.choose_option("end")
    visitor.page.get_by_role("button", name="End chat", exact=True).click()
    expect(visitor.widget(".item")).to_have_count(0)
    assert visitor.page.evaluate("Object.keys(localStorage).length") == 0
    visitor.page.reload()
    expect(visitor.widget(".panel")).to_be_hidden()
    visitor.open()
    expect(visitor.said).to_have_count(0)
    expect(visitor.widget("textarea")).to_have_value("")


def test_the_result_is_saved_without_the_link(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.answer_all()
    with visitor.page.expect_download() as download:
        visitor.press("Save as text")
    text = download.value.path().read_text(encoding="utf-8")
    assert "not medical clearance" in text
    assert "1. Blood pressure or heart: No" in text
    assert "://" not in text


def test_only_the_result_is_printed(visitor: Visitor) -> None:
    visitor.page.add_init_script("window.print = () => { window.printed = true; }")
    visitor.page.reload()
    visitor.open().begin_check()
    visitor.answer_all()
    visitor.press("Print")
    assert visitor.page.evaluate("window.printed")
    visitor.page.emulate_media(media="print")
    expect(visitor.outcome).to_be_visible()
    expect(visitor.outcome.locator(".links")).to_be_hidden()
    for selector in (".summary", ".visitor", ".composer", ".launcher"):
        expect(visitor.widget(selector).first).to_be_hidden()
    expect(visitor.page.get_by_role("heading", level=1)).to_be_hidden()
    visitor.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    visitor.page.emulate_media(media="screen")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
