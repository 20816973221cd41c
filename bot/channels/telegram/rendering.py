"""Messages of the conversation as Telegram shows them: escaped, in pieces, with buttons.

Telegram makes links of addresses by itself. Only the links of a message may be ones, so what looks
like an address of the web stands in a `code` element, which Telegram leaves alone.
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from bot.channels.telegram.outgoing import Button, Outgoing
from bot.domain.messages import MessageView

LONGEST: Final = 4096
"""UTF-16 units in one message."""
LONGEST_DATA: Final = 64
"""Bytes in what a button sends."""
_EMERGENCY: Final = "emergency:"
_HASHED: Final = "~"
_ROW: Final = 26
"""Characters of titles that stand side by side on a narrow phone."""
_ADDRESS: Final = re.compile(
    r"(?<![\w@.])(?:[a-z][a-z0-9+.-]*://\S+|(?:[\w-]+\.)+[a-z]{2,24}\b(?:[/?#:]\S*)?)(?!@)", re.IGNORECASE
)
_BREAKS: Final = ("\n\n", "\n", ". ", " ")


def outgoing_of(chat: int, messages: Iterable[MessageView]) -> list[Outgoing]:
    """Everything that these messages come to."""
    return [part for message in messages for part in _outgoing(chat, message)]


def notice(chat: int, text: str) -> list[Outgoing]:
    """A text of the channel's own."""
    return [Outgoing(chat, html_of(piece), piece) for piece in split(text)]


def _outgoing(chat: int, message: MessageView) -> Iterator[Outgoing]:
    first, *more = split(message.text)
    marked = (message.topic or "").startswith(_EMERGENCY)
    texts = [html_of(first, bold=marked), *map(html_of, more)]
    *pieces, last = zip(texts, (first, *more), strict=True)
    for text, piece in pieces:
        yield Outgoing(chat, text, piece, public_id=message.id)
    links = [Button(link.title, url=link.url) for link in message.links]
    plain = "\n\n".join([last[1], *(f"{link.title}: {link.url}" for link in message.links)])
    choices = [Button(choice.title, data_of(choice.value)) for choice in message.choices]
    buttons = (*rows_of(choices), *((link,) for link in links))
    yield Outgoing(chat, last[0], plain, buttons, public_id=message.id)


def html_of(text: str, bold: bool = False) -> str:
    """The text with everything escaped and without an address that would become a link.

    `bold` is for the first paragraph.
    """
    if bold:
        paragraph, gap, rest = text.partition("\n\n")
        return f"<b>{html_of(paragraph)}</b>{gap}{html_of(rest)}"
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [html.escape(text[end : match.start()]), f"<code>{html.escape(match.group())}</code>"]
        end = match.end()
    return "".join([*parts, html.escape(text[end:])])


def rows_of(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Short titles side by side, long ones each in a row of their own."""
    rows: list[list[Button]] = []
    for button in buttons:
        fits = rows and sum(len(other.text) + 2 for other in rows[-1]) + len(button.text) <= _ROW
        if fits:
            rows[-1].append(button)
        else:
            rows.append([button])
    return tuple(tuple(row) for row in rows)


def data_of(value: str) -> str:
    """What a button sends for a choice: its value, or a hash where that is too long."""
    if len(value.encode()) <= LONGEST_DATA and not value.startswith(_HASHED):
        return value
    return _HASHED + urlsafe_b64encode(hashlib.sha256(value.encode()).digest()).decode().rstrip("=")


def is_hashed(data: str) -> bool:
    """Whether a button sent the hash of a value."""
    return data.startswith(_HASHED)


def value_of(data: str, messages: Iterable[MessageView]) -> str:
    """The value that a button stood for; the data itself if no message of these offered it."""
    offered = (choice.value for message in messages for choice in message.choices)
    return next((value for value in offered if data_of(value) == data), data)


def chosen(chat: int, message_id: int, shown: str, entities: Sequence[dict[str, Any]], line: str) -> Outgoing:
    """The edit after a tap: what was chosen stands under the text, and the buttons are gone."""
    text = f"{shown}\n\n{line}"
    if length(text) > LONGEST:
        text = shown[: LONGEST // 2 - len(line)] + f" …\n\n{line}"
        entities = ()
    bold = {"type": "bold", "offset": length(text) - length(line), "length": length(line)}
    return Outgoing(chat, "", text, edits=message_id, entities=(*entities, bold))


def length(text: str) -> int:
    """As Telegram counts: in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = LONGEST) -> list[str]:
    """Pieces of at most `limit`, cut between paragraphs, else lines, sentences, words, anywhere."""
    pieces, rest = [], text.strip()
    while length(rest) > limit:
        end = _cut(rest, limit)
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*pieces, rest] if rest or not pieces else pieces


def _cut(text: str, limit: int) -> int:
    most = limit
    while length(text[:most]) > limit:
        most -= max(1, length(text[:most]) - limit) // 2 or 1
    for mark in _BREAKS:
        end = text.rfind(mark, most // 2, most)
        if end > 0:
            return end + len(mark)
    return most
