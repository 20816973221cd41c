"""The console in a real Chromium: a reviewer's day, the keyboard, nothing that visitors type ever runs."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.browser import ARGUMENTS, browser_path
from tests.console.attacks import ATTACKS
from tests.console.house import PASSWORD, House, house

pytestmark = pytest.mark.xdist_group("console-browser")

PAIN = "I have chest pain, my left arm hurts and I cannot breathe"
PER_CONVERSATION = 50


@dataclass
class Open:
    """The console, served; every page that is opened is watched."""

    clinic: House
    address: str
    browser: Browser
    faults: list[str]

    def page(self, role: str, **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": 1200, "height": 900}, **options)
        context.set_default_timeout(8000)
        context.add_init_script("window.ran = () => { (window.top.__ran ??= []).push(document.URL); };")
        page = context.new_page()
        page.on("dialog", lambda dialog: self._note(f"a dialog: {dialog.message}", dialog.dismiss))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        page.on("request", lambda request: self._watch(request.url))
        page.goto(f"{self.address}/sign-in")
        page.get_by_label("Name").fill(role)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
        page.wait_for_load_state()
        return page

    def _watch(self, url: str) -> None:
        if not url.startswith(self.address):
            self.faults.append(f"asked for {url}")

    def _note(self, fault: str, then: Any) -> None:
        self.faults.append(fault)
        then()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = browser_path()
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


@pytest.fixture
def console(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    with house(f"sqlite:///{tmp_path / 'browser.db'}") as clinic:
        clinic.hire()
        server: Any = waitress.create_server(clinic.app, port=0, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        opened = Open(clinic, f"http://127.0.0.1:{server.effective_port}", chromium, [])
        yield opened
        for context in chromium.contexts:
            context.close()
        server.close()
        assert opened.faults == []


def test_a_reviewers_day(console: Open, tmp_path: Path) -> None:
    clinic = console.clinic
    clinic.screened((2, "Yes"))
    clinic.talk("can we start the safety check?", "[I agree*]", "[No]", "qwrt zxcv plk")
    urgent = clinic.talk("[Start the check]", "[I agree*]", "[No]", PAIN)
    page = console.page("reviewer")
    find_and_release(page)
    correct(page, console.address)
    page.goto(f"{console.address}/conversations/{urgent}")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "taken.csv")
    with (tmp_path / "taken.csv").open(encoding="utf-8-sig", newline="") as file:
        assert PAIN in [row["text"] for row in csv.DictReader(file)]
    assert clinic.services.trail.check(clinic.store).fault is None


def find_and_release(page: Page) -> None:
    """Find the red flag, read, take it on, note what was done, and release it with a reason."""
    page.get_by_role("link", name="1 unread red flag").click()
    page.locator(".line").click()
    expect(page.locator(".alarm-panel q")).to_have_text(PAIN)
    expect(page.locator(".side .mark-danger")).to_contain_text("Red flag")
    page.get_by_label("Assigned to").select_option(label="reviewer")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_be_visible()
    press(page, "n")
    page.keyboard.type("Rang at ten; an old pulled muscle.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".notes")).to_contain_text("an old pulled muscle")
    page.get_by_label("Reason for the release").fill("Spoke to the visitor; seen by a doctor.")
    page.get_by_role("button", name="Release the red flag").click()
    expect(page.locator(".alarm-panel")).to_have_count(0)
    expect(page.locator("#events + ul")).to_contain_text("seen by a doctor")


def correct(page: Page, address: str) -> None:
    """Say of a message what it should have been understood as, and be done with the conversation."""
    page.goto(f"{address}/?not_understood=1")
    page.locator(".line").click()
    page.locator(".said.visitor").last.get_by_role("link", name="Understood wrongly?").click()
    page.get_by_label("It should have been").select_option(label="Not sure")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator(".side .mark-warn").last).to_contain_text("Should have been: Not sure")
    press(page, "d")
    expect(page.locator(".told")).to_have_text("The review is saved.")


def press(page: Page, key: str) -> None:
    """Press a key once the page listens to it: a page is seen, and has its address, a moment before."""
    expect(page.locator("html")).to_have_attribute("data-keys", "heard")
    page.keyboard.press(key)


def test_everything_by_keyboard(console: Open) -> None:
    for _ in range(3):
        console.clinic.talk("what are the risks?")
    page = console.page("reviewer")
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "j")
    press(page, "j")
    press(page, "Enter")
    page.wait_for_url("**/conversations/*")
    middle = page.url
    press(page, "j")
    page.wait_for_url(lambda url: url != middle)
    press(page, "k")
    page.wait_for_url(middle)
    press(page, "d")
    expect(page.locator(".told")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    expect(page.locator(".list")).to_contain_text("Done")
    press(page, "/")
    page.keyboard.type("risks")
    press(page, "Enter")
    expect(page.locator(".line")).to_have_count(3)


def test_shortcuts_can_be_turned_off(console: Open) -> None:
    page = console.page("viewer")
    press(page, "?")
    page.get_by_label("Use these shortcuts in this browser").uncheck()
    page.get_by_role("button", name="Close").click()
    press(page, "?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_count_refreshes_by_itself(console: Open) -> None:
    page = console.page("viewer")
    page.clock.install()
    page.reload()
    expect(page.locator("[data-unread]")).to_be_hidden()
    console.clinic.talk(PAIN)
    page.clock.fast_forward(21_000)
    expect(page.locator("[data-unread]")).to_have_text("1")
    expect(page.locator("[data-red-flags]")).to_have_text("1 unread red flag")
    assert page.title().startswith("(1) ")


def test_nothing_that_visitors_type_runs(console: Open) -> None:
    assert len(set(ATTACKS)) >= 500
    clinic, made = console.clinic, {}
    for place in range(0, len(ATTACKS), PER_CONVERSATION):
        said = ATTACKS[place : place + PER_CONVERSATION]
        channel = "telegram" if (place // PER_CONVERSATION) % 2 else "web"
        made[_typed(clinic, said, channel)] = said
    _written_by_staff(clinic, next(iter(made)))
    page = console.page("administrator")
    first = next(iter(made))
    others = ("/", "/?q=script", "/?q=onerror&tag=x", "/statistics", "/audit", "/staff", "/account")
    for path in (*others, f"/conversations/{first}/print", f"/conversations/{first}/test"):
        page.goto(console.address + path)
        assert page.evaluate("window.__ran ?? []") == [], path
    for conversation, said in made.items():
        page.goto(f"{console.address}/conversations/{conversation}")
        shown = page.locator(".said.visitor .text").all_text_contents()
        assert shown == list(said), "shown letter by letter"
        assert page.evaluate("window.__ran ?? []") == []
    assert console.faults == []


def _typed(clinic: House, said: tuple[str, ...], channel: str) -> str:
    """Store messages as turns do. Buttons begin with a bracket here, so the texts go in one by one."""
    from uuid import uuid4

    from bot.domain.messages import IncomingMessage

    conversation = clinic.conversations.begin(channel, "en").conversation
    for text in said:
        clinic.conversations.say(conversation, IncomingMessage(str(uuid4()), text=text))
    return conversation


def _written_by_staff(clinic: House, conversation: str) -> None:
    """The same in every place where staff write."""
    browser = clinic.browser("reviewer")
    here = f"/conversations/{conversation}"
    for attack in ATTACKS[:: len(ATTACKS) // 10]:
        browser.post(f"{here}/notes", {"text": attack})
        browser.post(f"{here}/tags", {"tag": attack})
        browser.post("/filters", {"name": attack, "q": attack})
    clinic.browser("administrator").post("/filters", {"name": ATTACKS[0], "tag": ATTACKS[25]})


def test_a_screen_reader_and_a_phone_can_use_it(console: Open) -> None:
    conversation = console.clinic.talk("[Start the check]", "[I agree*]", "[No]", "I have glaucoma", PAIN)
    console.clinic.screened((2, "Not sure"))
    page = console.page("administrator", bypass_csp=True)
    for path in ("/", f"/conversations/{conversation}", "/statistics", "/staff", "/account"):
        page.goto(console.address + path)
        expect(page.locator("[data-unread]")).to_be_attached()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}, {scheme}: {found.generate_report()}"
    page.set_viewport_size({"width": 360, "height": 640})
    for path in ("/", f"/conversations/{conversation}", "/statistics"):
        page.goto(console.address + path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than a phone"
