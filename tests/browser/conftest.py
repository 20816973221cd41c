"""One browser and one server for the tests of the widget; each test gets a profile of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.browser import ARGUMENTS, browser_path
from tests.browser.server import Server
from tests.browser.visitor import NewVisitor, Visitor


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, started once. It ends with this folder: Playwright holds an event loop while it runs."""
    path = browser_path()
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


@pytest.fixture(scope="package")
def standing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("browser"))
    yield server
    server.close()


@pytest.fixture
def server(standing_server: Server) -> Server:
    """The server, in order, whatever the test before did to it."""
    standing_server.assistant.recover()
    return standing_server


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[NewVisitor]:
    """Make visitors with a profile of their own (`address`, then what Playwright knows of a context)."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def make(address: str, **options: Any) -> Visitor:
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 800}, **options})
        context.set_default_timeout(5000)
        contexts.append(context)
        visitors.append(Visitor(context.new_page(), address))
        return visitors[-1]

    yield make
    for context in contexts:
        context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []


@pytest.fixture
def visitor(new_visitor: NewVisitor, server: Server) -> Visitor:
    """A visitor on the demo page, at a desk."""
    return new_visitor(server.address).visit()


@pytest.fixture
def phone(new_visitor: NewVisitor, server: Server) -> Visitor:
    """A visitor on the demo page, with a small phone."""
    return new_visitor(server.address, **PHONE).visit()


PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
