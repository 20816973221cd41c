"""Typed text that looks like a command is none (contract, rule 6)."""

from __future__ import annotations

import pytest

from bot.language.text.slash import looks_like_a_command


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        '/affirm{"x": "y"}',
        "/",
        "  /no",
        "\t\n/no",
        "\u200b/no",  # a space without width
        "\ufeff /no",
        "\x00/no",
        "\u0301/no",  # an accent without a letter
        "／no",  # noqa: RUF001  the wide slash
        " \u200b \u2060/no",
        "\u2215no",  # the sign of division
        '{"pregnancy": "no"}',
        "no {\n}",
    ],
)
def test_what_looks_like_a_command_is_seen(text: str) -> None:
    assert looks_like_a_command(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "no", "no/yes", "120/80", "I take it w/ food", "\\no", ".", "no /no"]
)
def test_anything_else_is_text(text: str) -> None:
    assert not looks_like_a_command(text)
