"""The statistics: counted right, drawn to scale, told in a table."""

from __future__ import annotations

import re

from bot.console.format.charts import bars, columns
from tests.console.house import House


def test_everything_is_counted(both: House) -> None:
    for answer in ("No", "No", "Yes"):
        both.screened((2, answer))
    both.screened((2, "Not sure"), channel="telegram")
    both.talk("can we start the safety check?", "[I agree*]", "[No]", "qwrt zxcv plk")
    both.talk("I have chest pain, my left arm hurts and I cannot breathe")
    both.talk("what are the risks?")
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", _page(both)))
    for words in (
        "Conversations 7 ",
        "Agreed to the check 5 ",
        "Came to an end 5 ",
        "With something not understood 1 ",
        "Web 6 2 0 1 1 2",
        "Telegram 1 0 1 0 0 0",
        "Blood thinners 1",
        "Risks overview 1",
    ):
        assert words in page, words


def test_another_channel_and_an_empty_time(both: House) -> None:
    both.screened(channel="telegram")
    browser = both.browser("viewer")
    assert "Nothing in this time." in browser.text("/statistics?since=2020-01-01&until=2020-02-01")
    assert "Nothing in this time." in _page(both, "&channel=web")
    assert browser.get("/statistics?since=2030-01-01&until=2020-01-01").status_code == 200
    assert browser.get("/statistics?since=0001-01-01&until=9999-12-31").status_code == 200


def _page(clinic: House, more: str = "") -> str:
    """The page of the clinic's own day."""
    today = clinic.services.now().astimezone().date().isoformat()
    return clinic.browser("viewer").text(f"/statistics?since={today}&until={today}{more}")


def test_columns_are_to_scale() -> None:
    chart = columns(["2025-06-01", "2025-06-02"], {"a": [10, 0], "b": [10, 5]}, {"a": "A", "b": "B"})
    heights = {block.title: block.height for block in chart.blocks}
    assert heights["2025-06-01: A 10"] == heights["2025-06-01: B 10"] == 2 * heights["2025-06-02: B 5"]
    assert all(block.y >= 0 for block in chart.blocks)


def test_bars_are_to_scale_and_nothing_is_no_fault() -> None:
    first, second = bars([("a", "A", 10), ("b", "B", 5)]).blocks
    assert first.width == 2 * second.width
    assert bars([]).blocks == ()
    assert columns([], {"a": []}, {"a": "A"}).blocks == ()
