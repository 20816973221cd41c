"""A visitor before the browser: what they see of the widget and what they do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

WIDGET = "heads-up-chat"


class Visitor:
    """One tab with the widget in it. `faults` collects errors of scripts and violations of the policy."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        self.requests: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._listen(line.type, line.text))
        page.on("request", lambda request: self.requests.append(f"{request.method} {request.url}"))
        page.on("dialog", self._alarm)

    def visit(self, path: str = "/") -> Visitor:
        self.page.goto(path if "://" in path else self.address + path)
        return self

    def open(self) -> Visitor:
        self.widget(".launcher").click()
        expect(self.bot.first).to_be_visible()
        return self

    def widget(self, selector: str) -> Locator:
        """Parts of the widget; Playwright looks into open shadow roots."""
        return self.page.locator(f"{WIDGET} {selector}")

    @property
    def bot(self) -> Locator:
        return self.widget(".item.bot")

    @property
    def said(self) -> Locator:
        return self.widget(".item.visitor")

    @property
    def last(self) -> Locator:
        return self.bot.last

    @property
    def outcome(self) -> Locator:
        return self.widget('.item[data-topic^="outcome:"]').last

    def write(self, text: str) -> None:
        self.widget("textarea").fill(text)
        self.widget("textarea").press("Enter")

    def press(self, title: str) -> None:
        """Press the newest button that says so."""
        self.choice(title).click()

    def choice(self, title: str) -> Locator:
        return self.page.get_by_role("button", name=title, exact=True).last

    def choose_option(self, name: str) -> None:
        self.page.get_by_role("button", name="Options").click()
        self.widget(f'[data-option="{name}"]').click()

    def enter(self, title: str) -> None:
        """Choose by key. After a click the next question settles for half a second first."""
        expect(self.choice(title)).to_be_enabled()
        self.choice(title).press("Enter")

    def begin_check(self) -> None:
        """From the greeting to the first question."""
        self.enter("Start the check")
        self.enter("I agree, and I am 18 or older")
        self.at_question(1)

    def at_question(self, position: int) -> None:
        expect(self.widget(".progress p")).to_have_text(f"Question {position} of 10")
        expect(self.choice("No")).to_be_enabled()

    def answer_all(self, answers: dict[int, str] | None = None, start: int = 1) -> None:
        """Answer by buttons, "No" unless told otherwise, to the outcome."""
        for position in range(start, 11):
            self.at_question(position)
            self.enter((answers or {}).get(position, "No"))
        expect(self.outcome).to_be_visible()

    def stored(self, name: str) -> list[str]:
        """What the browser keeps under this name."""
        kept: dict[str, str] = self.page.evaluate("({...localStorage})")
        return [value for key, value in kept.items() if name in key]

    def second_tab(self, context: BrowserContext) -> Visitor:
        return Visitor(context.new_page(), self.address).visit(self.page.url)

    def _listen(self, kind: str, text: str) -> None:
        is_error = kind == "error" and "Failed to load resource" not in text
        if is_error or "Content Security Policy" in text:
            self.faults.append(text)

    def _alarm(self, dialog: Any) -> None:
        self.faults.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()


NewVisitor = Callable[..., Visitor]
