"""What a website can change, by attributes and a custom property."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.server import Server
from tests.browser.visitor import Visitor

TAG = '<script src="/widget.js" defer {}></script>'


def test_attributes_of_the_script_tag(visitor: Visitor, server: Server) -> None:
    strings = json.dumps({"launcher": "उलटा चिकित्सा के बारे में पूछें", "send": "भेजें", "unknown": "x"})
    attributes = (
        f"data-color='#8a1c5b' data-position='left' data-title='Asha' data-lang='hi' data-strings='{strings}'"
    )
    visitor.visit(server.page("attributes", "<p>Text.</p>", TAG.format(attributes)))
    launcher = visitor.widget(".launcher")
    expect(launcher).to_contain_text("उलटा")
    expect(launcher).to_have_css("background-color", "rgb(138, 28, 91)")
    box = launcher.bounding_box()
    assert box
    assert box["x"] < 30
    with visitor.page.expect_request("**/api/chat/conversations") as begun:
        visitor.open()
    assert begun.value.post_data_json == {"locale": "hi"}
    expect(visitor.page.get_by_role("dialog", name="Asha")).to_be_visible()
    assert visitor.page.locator("heads-up-chat").get_attribute("title") is None


def test_any_colour_stays_readable(visitor: Visitor, server: Server) -> None:
    style = '<link rel="stylesheet" href="/static/demo.css">'
    for number, colour in enumerate(
        ("#ffee00", "#777", "black", "white", "hsl(200 80% 70%)", "not-a-colour")
    ):
        visitor.visit(
            server.page(f"colour{number}", "<p>Text.</p>", style + TAG.format(f"data-color='{colour}'"))
        )
        visitor.widget(".launcher").wait_for()
        assert violations(visitor.page) == [], colour
        visitor.page.emulate_media(color_scheme="dark")
        visitor.open()
        assert violations(visitor.page) == [], colour
        visitor.page.keyboard.press("Escape")
        visitor.page.emulate_media(color_scheme="light")


def test_the_custom_property_gives_the_colour(visitor: Visitor, server: Server) -> None:
    head = (
        "<style>:root { --heads-up-color: rgb(20, 60, 140); } html { font-size: 62.5%; }</style>"
        + TAG.format("")
    )
    visitor.visit(server.page("property", "<p>Text.</p>", head))
    expect(visitor.widget(".launcher")).to_have_css("background-color", "rgb(20, 60, 140)")
    expect(visitor.widget(".launcher")).to_have_css("font-size", "16px")


def test_styles_of_the_page_do_not_reach_in(visitor: Visitor, server: Server) -> None:
    head = "<style>* { font-size: 50px !important; } button, p { display: none; }</style>" + TAG.format("")
    visitor.visit(server.page("isolated", "<p>Text.</p>", head))
    expect(visitor.widget(".launcher")).to_be_visible()
    visitor.open()
    expect(visitor.widget(".bubble p").first).to_be_visible()


def test_an_element_that_the_page_placed_is_used_and_no_second_made(visitor: Visitor, server: Server) -> None:
    body = '<heads-up-chat color="#123456" open></heads-up-chat>'
    visitor.visit(server.page("placed", body, TAG.format("") + TAG.format("")))
    expect(visitor.choice("Start the check")).to_be_enabled()
    expect(visitor.page.locator("heads-up-chat")).to_have_count(1)
    visitor.page.locator("heads-up-chat").evaluate("chat => { chat.remove(); document.body.append(chat); }")
    visitor.begin_check()


def test_a_link_of_the_page_opens_the_chat_and_gets_the_focus_back(visitor: Visitor) -> None:
    link = visitor.page.get_by_role("link", name="Ask the assistant")
    link.click()
    expect(visitor.widget(".panel")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(link).to_be_focused()
