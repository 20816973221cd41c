"""CSV that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_STARTS: Final = tuple("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20")
"""Also the wide forms of the first four, which some spreadsheets read alike."""


def cell(value: object) -> str:
    """The value as text. What a spreadsheet would take for a formula begins with an apostrophe."""
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0\ufeff\u200b").startswith(_STARTS) else text


def lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The table, line by line, every cell in quotes, with a mark in front so that UTF-8 is read."""
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([cell(value) for value in row])
    return out.getvalue()
