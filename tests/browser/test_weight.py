"""How much a visitor's phone has to fetch, and from whom."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.channels.web.widget import FOLDER, assemble
from tests.browser.server import Server
from tests.browser.visitor import Visitor

MOST_BYTES = 30_000


def test_the_widget_with_its_style_is_small() -> None:
    assert len(gzip.compress(assemble({"EMERGENCY_NUMBER": "112"}).encode(), 9)) <= MOST_BYTES


def test_the_widget_arrives_compressed_once_and_asks_again_by_its_tag(
    visitor: Visitor, server: Server
) -> None:
    request = visitor.page.request
    first = request.get(f"{server.address}/widget.js")
    assert first.headers["content-encoding"] == "gzip"
    assert int(first.headers["content-length"]) <= MOST_BYTES
    assert first.headers["content-type"].startswith("text/javascript")
    again = request.get(f"{server.address}/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status == 304


def test_a_page_with_the_widget_costs_one_request_and_opening_it_one_more(
    visitor: Visitor, server: Server
) -> None:
    page = server.page(
        "weight", "<p>Text.</p>", '<link rel="icon" href="data:,"><script src="/widget.js" defer></script>'
    )
    visitor.requests.clear()
    visitor.visit(page)
    expect(visitor.widget(".launcher")).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    assert [each for each in visitor.requests if "data:" not in each] == [
        f"GET {page}",
        f"GET {server.address}/widget.js",
    ]
    visitor.requests.clear()
    visitor.open()
    assert visitor.requests == [f"POST {server.address}/api/chat/conversations"]
    visitor.requests.clear()
    visitor.write("what are the risks?")
    expect(visitor.bot).to_have_count(2)
    assert visitor.requests == [f"POST {server.address}/api/chat/messages"]


def test_no_other_host_is_asked(visitor: Visitor, server: Server) -> None:
    visitor.open().begin_check()
    hosts = {each.split(" ")[1].split("/")[2] for each in visitor.requests if "data:" not in each}
    assert hosts == {f"127.0.0.1:{server.port}"}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.js")), ids=lambda file: file.stem)
def test_no_source_names_another_host(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "://" not in text.replace('const SVG = "http://www.w3.org/2000/svg"', "")
