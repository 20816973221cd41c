"""What Telegram makes of a text: strict about markup, and it finds addresses by itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

TAGS = {"b": "bold", "i": "italic", "code": "code", "a": "text_link"}
ADDRESS = re.compile(r"(?:https?://\S+|(?<![@\w.])(?:[\w-]+\.)+(?:com|in|org|net|me)\b(?:/\S*)?)")


class Refused(Exception):
    """Telegram answers 400 with this description."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Parsed(HTMLParser):
    """The text and the entities of HTML. Raises Refused for what Telegram does not know."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.entities = "", list[dict[str, Any]]()
        self._open: list[tuple[str, int]] = []
        if re.search(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)", html):
            raise Refused("can't parse entities: an ampersand stands alone")
        self.feed(html)
        self.close()
        if self._open:
            raise Refused("can't parse entities: a tag is not closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(f"can't parse entities: unsupported start tag {tag!r}")
        self._open.append((tag, units(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise Refused("can't parse entities: unexpected end tag")
        _, start = self._open.pop()
        self.entities.append({"type": TAGS[tag], "offset": start, "length": units(self.text) - start})

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(text: str, mode: str | None, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities of a message that was sent."""
    if mode == "HTML":
        parsed = Parsed(text)
        text, entities = parsed.text, parsed.entities
    text = text.strip()
    if not text:
        raise Refused("message text is empty")
    if units(text) > 4096:
        raise Refused("message is too long")
    return text, entities + _addresses(text, entities)


def _addresses(text: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    code = [(item["offset"], item["offset"] + item["length"]) for item in entities if item["type"] == "code"]
    found = [(units(text[: match.start()]), units(match.group())) for match in ADDRESS.finditer(text)]
    return [
        {"type": "url", "offset": start, "length": length}
        for start, length in found
        if not any(begin <= start < end for begin, end in code)
    ]
