"""WCAG 2.2 AA: axe finds nothing in any state, and what axe cannot see is checked by hand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE
from tests.browser.journey import DANGER, keep_picture, states
from tests.browser.server import Server
from tests.browser.visitor import NewVisitor, Visitor

LOOKS: dict[str, dict[str, Any]] = {"desk": {}, "dark": {"color_scheme": "dark"}, "phone": PHONE}
ZOOMED: dict[str, Any] = {"viewport": {"width": 320, "height": 256}}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDER = "log => log.scrollWidth > log.clientWidth"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(new_visitor: NewVisitor, server: Server, look: str) -> None:
    visitor = new_visitor(server.address, reduced_motion="reduce", **LOOKS[look]).visit()
    found = []
    for state in states(visitor, server):
        keep_picture(visitor.page, f"{look}, {state}")
        found += [f"{state}: {fault}" for fault in violations(visitor.page)]
    assert found == []


def test_at_400_percent_nothing_has_to_be_scrolled_sideways(new_visitor: NewVisitor, server: Server) -> None:
    """400% of 1280 by 1024 leaves 320 by 256."""
    visitor = new_visitor(server.address, reduced_motion="reduce", **ZOOMED).visit()
    found = []
    for state in states(visitor, server):
        keep_picture(visitor.page, f"zoomed, {state}")
        if visitor.page.evaluate(SIDEWAYS) or visitor.widget(".log").evaluate(WIDER):
            found.append(state)
    assert found == []


def test_what_arrives_never_takes_the_focus(visitor: Visitor, server: Server) -> None:
    visitor.open()
    server.assistant.slow = 0.2
    visitor.write("what are the risks?")
    visitor.widget("textarea").press_sequentially("typing on", delay=60)
    expect(visitor.bot).to_have_count(2)
    expect(visitor.widget("textarea")).to_be_focused()
    expect(visitor.widget("textarea")).to_have_value("typing on")


def test_opening_at_start_does_not_take_the_focus(visitor: Visitor, server: Server) -> None:
    visitor.visit(server.page("open", "<p>Text.</p>", '<script src="/widget.js" defer data-open></script>'))
    expect(visitor.choice("Start the check")).to_be_enabled()
    assert visitor.page.evaluate("document.activeElement === document.body")


def test_messages_choices_and_progress_are_announced_apart_from_the_log(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.enter("No")
    visitor.at_question(2)
    polite = visitor.widget("[aria-live=polite] p").last
    expect(polite).to_contain_text("Question 2 of 10")
    expect(polite).to_contain_text("You can choose: Yes, No, Not sure, Rather not say, Why do you ask?.")
    expect(visitor.widget("[role=progressbar]")).to_have_attribute("aria-valuetext", "Question 2 of 10")
    assert visitor.widget(".log").evaluate(
        "log => !log.closest('[aria-live]') && !log.querySelector('[aria-live]')"
    )
    visitor.write(DANGER)
    expect(visitor.widget("[role=alert] p").first).to_contain_text("112")


def test_troubles_are_announced_once_and_their_end_too(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.context.set_offline(True)
    visitor.write("what are the risks?")
    told = visitor.widget("[aria-live=polite] p")
    expect(told.filter(has_text=re.compile(r"^You are offline\."))).to_have_count(1)
    visitor.page.context.set_offline(False)
    expect(told.filter(has_text=re.compile(r"^Connected again\.$"))).to_have_count(1)


def test_the_focus_stays_within_a_panel_that_covers_the_screen(phone: Visitor) -> None:
    phone.open()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(14):
            phone.page.keyboard.press(key)
            assert phone.page.evaluate("document.activeElement.localName") == "heads-up-chat"


def test_targets_are_large_enough(phone: Visitor) -> None:
    phone.open().begin_check()
    buttons = [button for button in phone.widget("button").all() if button.is_visible()]
    sizes = [box for box in (button.bounding_box() for button in buttons) if box]
    assert len(sizes) > 6
    assert [box for box in sizes if box["width"] < 44 or box["height"] < 44] == []


def test_nothing_moves_for_those_who_do_not_want_it(new_visitor: NewVisitor, server: Server) -> None:
    visitor = new_visitor(server.address, reduced_motion="reduce").visit().open()
    server.assistant.slow = 0.5
    visitor.write("what are the risks?")
    expect(visitor.widget(".typing")).to_be_visible()
    moving = "all => all.filter(each => getComputedStyle(each).animationName !== 'none').length"
    assert visitor.widget("*").evaluate_all(moving) == 0


def test_buttons_have_borders_where_colours_are_forced(new_visitor: NewVisitor, server: Server) -> None:
    visitor = new_visitor(server.address, forced_colors="active").visit().open()
    for selector in (".choice", ".send", ".panel"):
        shown = visitor.widget(selector).first.evaluate("each => getComputedStyle(each)['border-top-width']")
        assert float(shown.removesuffix("px")) >= 1


def test_right_to_left_mirrors_the_whole_widget(new_visitor: NewVisitor, server: Server) -> None:
    page = server.page("rtl", "<p>نص</p>", '<script src="/widget.js" defer></script>', 'dir="rtl"')
    visitor = new_visitor(server.address).visit(page)
    launcher = visitor.widget(".launcher").bounding_box()
    assert launcher
    assert launcher["x"] < 100
    visitor.open().write("مرحبا")
    expect(visitor.bot).to_have_count(2)
    start = visitor.widget(".panel").evaluate("panel => panel.getBoundingClientRect().x")
    for selector in (".visitor .bubble", ".send"):
        x = visitor.widget(selector).evaluate("each => each.getBoundingClientRect().x")
        assert x - start < 40
    assert violations(visitor.page) == []


def test_the_text_may_be_spaced_out(visitor: Visitor) -> None:
    visitor.open().begin_check()
    visitor.page.evaluate(
        "() => { const sheet = new CSSStyleSheet();"
        " sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }');"
        " const root = document.querySelector('heads-up-chat').shadowRoot;"
        " root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; }"
    )
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.innerText)"
    assert visitor.widget("button:not(.tool), .bubble, .header p, .header h2").evaluate_all(cut) == []
