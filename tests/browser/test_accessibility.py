"""WCAG 2.2 AA: axe finds nothing in any state, and what axe cannot see is checked by hand."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE
from tests.browser.server import Server
from tests.browser.visitor import NewVisitor, Visitor

LOOKS: dict[str, dict[str, Any]] = {
    "desk": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "zoomed to 400%": {"viewport": {"width": 320, "height": 256}},
    "forced colours": {"forced_colors": "active"},
}
DANGER = "I have chest pain and my left arm hurts"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(new_visitor: NewVisitor, server: Server, look: str) -> None:
    visitor = new_visitor(server.address, reduced_motion="reduce", **LOOKS[look]).visit()
    found: dict[str, list[str]] = {}

    def check(state: str) -> None:
        found[state] = violations(visitor.page)
        width = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if width > 0 or visitor.widget(".log").evaluate("log => log.scrollWidth > log.clientWidth"):
            found[state].append("it has to be scrolled sideways")

    check("closed")
    visitor.open()
    check("greeting")
    visitor.page.get_by_role("button", name="Options").click()
    check("options")
    visitor.page.keyboard.press("Escape")
    visitor.enter("Start the check")
    expect(visitor.choice("I do not agree")).to_be_enabled()
    check("consent")
    visitor.enter("I agree, and I am 18 or older")
    visitor.at_question(1)
    check("question")
    visitor.enter("Not sure")
    visitor.at_question(2)
    check("answered question")
    server.assistant.broken = True
    visitor.write("hello")
    expect(visitor.widget(".trouble")).to_be_visible()
    check("unreachable")
    visitor.choose_option("erase")
    check("confirmation")
    visitor.page.keyboard.press("Escape")
    server.assistant.broken = False
    visitor.page.get_by_role("button", name="Try again now").click()
    visitor.write("b" * 2001)
    expect(visitor.widget(".status.refused")).to_be_visible(timeout=9000)
    check("refused")
    visitor.page.get_by_role("button", name="Remove").click()
    visitor.answer_all(start=2)
    check("outcome ask_clinician")
    visitor.write("change answer 1 to yes")
    expect(visitor.widget(".card.avoid")).to_be_visible()
    check("outcome avoid")
    visitor.write(DANGER)
    expect(visitor.widget('[data-topic="outcome:urgent"]')).to_be_visible()
    check("emergency")
    visitor.choose_option("end")
    visitor.page.get_by_role("button", name="End chat", exact=True).click()
    check("ended")
    visitor.page.get_by_role("button", name="Start a new chat").click()
    visitor.begin_check()
    visitor.answer_all()
    check("outcome eligible")
    assert [f"{state}: {fault}" for state, faults in found.items() for fault in faults] == []


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
    assert visitor.widget(".log").evaluate("log => !log.closest('[aria-live]') && !log.querySelector('[aria-live]')")
    visitor.write(DANGER)
    expect(visitor.widget("[role=alert] p").first).to_contain_text("112")


def test_troubles_are_announced_once_and_their_end_too(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.context.set_offline(True)
    visitor.write("what are the risks?")
    expect(visitor.widget("[aria-live=polite] p").filter(has_text="You are offline.")).to_have_count(1)
    visitor.page.context.set_offline(False)
    expect(visitor.widget("[aria-live=polite] p").filter(has_text="Connected again.")).to_have_count(1)


def test_the_focus_stays_within_a_panel_that_covers_the_screen(phone: Visitor) -> None:
    phone.open()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(14):
            phone.page.keyboard.press(key)
            assert phone.page.evaluate("document.activeElement.localName") == "heads-up-chat"


def test_targets_are_large_enough(phone: Visitor) -> None:
    phone.open().begin_check()
    sizes = phone.widget("button:not([hidden])").evaluate_all(
        "all => all.filter(each => each.offsetParent).map(each => [each.innerText, each.offsetWidth, each.offsetHeight])"
    )
    assert len(sizes) > 6
    assert [size for size in sizes if size[1] < 44 or size[2] < 44] == []


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
    said, panel, send = (visitor.widget(each).bounding_box() for each in (".visitor .bubble", ".panel", ".send"))
    assert said and panel and send
    assert said["x"] - panel["x"] < 40
    assert send["x"] - panel["x"] < 40
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
