"""Messages as Telegram shows them."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.rendering import (
    LONGEST,
    chosen,
    data_of,
    html_of,
    outgoing_of,
    rows_of,
    split,
    value_of,
)
from bot.domain.messages import Choice, Link, MessageView
from bot.domain.names import ANSWERS, QUESTIONS
from tests.telegram.markup import Parsed, shown, units

AT = datetime(2025, 6, 1, tzinfo=timezone.utc)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n .<>&😀"), max_size=300)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_whatever_a_text_holds_is_shown_as_it_is(text: str) -> None:
    assert Parsed(html_of(text)).text == text
    assert Parsed(html_of(text, bold=True)).text == text


@pytest.mark.parametrize(
    "address", ["www.anssiwellness.com", "anssiwellness.com/book?a=1&b=2", "https://clinic.example", "t.me/x"]
)
def test_an_address_in_a_text_is_no_link(address: str) -> None:
    parsed_text, entities = shown(html_of(f"See {address} or ask."), "HTML", [])
    assert address in parsed_text
    assert [entity["type"] for entity in entities] == ["code"]


@pytest.mark.parametrize("text", ["info@clinic.in", "e.g. 10.5 kg", "it ends. Then", "call 112"])
def test_what_is_no_address_stays_plain(text: str) -> None:
    assert html_of(text) == text


@given(st.text(st.sampled_from("ab😀 .\n"), min_size=1, max_size=400), st.integers(5, 50))
@settings(max_examples=200, deadline=None)
def test_pieces_are_short_and_hold_everything(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_long_text_is_cut_between_paragraphs_and_its_buttons_come_last() -> None:
    text = "\n\n".join(["A sentence of some length. " * 30] * 12)
    message = MessageView("id", "bot", AT, text, "question:pregnancy", (Choice("Yes", "pregnancy:yes:1"),))
    outgoing = outgoing_of(1, [message])
    assert len(outgoing) == 3
    assert all(units(part.plain) <= LONGEST for part in outgoing)
    assert all(part.plain.endswith(".") for part in outgoing)
    assert [bool(part.buttons) for part in outgoing] == [False, False, True]


def test_every_value_fits_a_button() -> None:
    for question in QUESTIONS:
        for answer in (*ANSWERS, "why"):
            value = f"{question}:{answer}:1999"
            assert data_of(value) == value
            assert len(value.encode()) <= 64


def test_a_long_value_is_found_again() -> None:
    values = ["x" * 65, "ü" * 40, "~tilde"]
    messages = [MessageView("id", "bot", AT, "", choices=tuple(Choice("A", value) for value in values))]
    for value in values:
        assert len(data_of(value).encode()) <= 64
        assert value_of(data_of(value), messages) == value
    assert value_of("unknown", messages) == "unknown"


def test_a_link_is_a_button_and_stands_in_the_plain_text() -> None:
    link = Link("Open <the> page", "https://a.example/book/b?c=1&d=2")
    [part] = outgoing_of(1, [MessageView("id", "bot", AT, "Done & well.", "outcome:eligible", links=(link,))])
    assert part.text == "Done &amp; well."
    assert part.buttons[0][0].url == link.url
    assert link.url in part.plain


def test_short_titles_share_a_row() -> None:
    titles = ("Yes", "No", "Not sure", "Rather not say", "Why do you ask?")
    part = MessageView("id", "bot", AT, "?", choices=tuple(Choice(title, title) for title in titles))
    rows = outgoing_of(1, [part])[0].buttons
    assert [[button.text for button in row] for row in rows] == [
        ["Yes", "No", "Not sure"],
        ["Rather not say"],
        ["Why do you ask?"],
    ]
    assert rows_of([]) == ()


def test_the_edit_after_a_tap_keeps_the_text_and_its_markup() -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    edit = chosen(1, 5, "😀 text", [bold], "✓ No")
    assert edit.plain == "😀 text\n\n✓ No"
    assert edit.entities == (bold, {"type": "bold", "offset": 9, "length": 4})
    assert units(chosen(1, 5, "a" * 4096, [], "✓ No").plain) <= LONGEST
