"""A way through every state that a visitor can see, to stop in each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.visitor import Visitor

DANGER: Final = "I have chest pain and my left arm hurts"


def states(visitor: Visitor, server: Server) -> Iterator[str]:
    """Names each state while the visitor is in it."""
    yield from _to_the_second_question(visitor)
    yield from _troubles(visitor, server)
    yield from _results(visitor)
    yield from _end_and_beginning(visitor)


def keep_picture(page: Page, name: str) -> None:
    """A screenshot, where SCREENSHOTS names a folder: whoever changes the style looks at all of them."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


def _to_the_second_question(visitor: Visitor) -> Iterator[str]:
    yield "closed"
    visitor.open()
    yield "greeting"
    visitor.page.get_by_role("button", name="Options").click()
    yield "options"
    visitor.page.keyboard.press("Escape")
    visitor.enter("Start the check")
    expect(visitor.choice("I do not agree")).to_be_enabled()
    yield "consent"
    visitor.enter("I agree, and I am 18 or older")
    visitor.at_question(1)
    yield "question"
    visitor.enter("Not sure")
    visitor.at_question(2)
    yield "answered question"


def _troubles(visitor: Visitor, server: Server) -> Iterator[str]:
    visitor.page.context.set_offline(True)
    visitor.write("hello")
    expect(visitor.widget(".trouble")).to_contain_text("You are offline.")
    yield "offline"
    server.assistant.broken = True
    visitor.page.context.set_offline(False)
    expect(visitor.widget(".trouble")).to_contain_text("cannot be reached")
    yield "unreachable"
    visitor.choose_option("erase")
    yield "confirmation"
    visitor.page.keyboard.press("Escape")
    server.assistant.broken = False
    visitor.write("b" * 2001)
    expect(visitor.widget(".status.refused")).to_be_visible(timeout=9000)
    yield "refused"
    visitor.page.get_by_role("button", name="Remove").click()


def _results(visitor: Visitor) -> Iterator[str]:
    visitor.answer_all(start=2)
    yield "outcome ask_clinician"
    visitor.write("change answer 1 to yes")
    expect(visitor.widget(".card.avoid")).to_be_visible()
    yield "outcome avoid"
    visitor.write(DANGER)
    expect(visitor.widget('[data-topic="outcome:urgent"]')).to_be_visible()
    yield "emergency"


def _end_and_beginning(visitor: Visitor) -> Iterator[str]:
    visitor.choose_option("end")
    visitor.page.get_by_role("button", name="End chat", exact=True).click()
    yield "ended"
    visitor.page.get_by_role("button", name="Start a new chat").click()
    visitor.begin_check()
    visitor.answer_all()
    yield "outcome eligible"
