"""The terminal: text wrapped to its width, numbered choices, one line at a time."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from dataclasses import dataclass, field
from typing import Any, Final

from bot.channels.cleaning import clean

_WIDEST: Final = 84

Json = dict[str, Any]


@dataclass
class Screen:
    """Writes to the terminal, wrapped to its width, with colours only where they belong."""

    colours: bool = field(default_factory=lambda: sys.stdout.isatty() and "NO_COLOR" not in os.environ)

    def message(self, message: Json, first: int) -> None:
        """A bot message, its choices numbered from `first`, and its links."""
        self.text(message["text"])
        for number, choice in enumerate(message["choices"], first):
            self.text(f"  {number}) {choice['title']}", "36")
        for link in message["links"]:
            self.text(f"  {link['title']}: {link['url']}", "1")
        print(flush=True)

    def text(self, text: str, style: str = "") -> None:
        width = max(20, min(shutil.get_terminal_size().columns, _WIDEST) - 1)
        for line in clean(text).split("\n"):
            indent = " " * (len(line) - len(line.lstrip(" •-")))
            wrapped = textwrap.fill(
                line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
            )
            print(f"\x1b[{style}m{wrapped}\x1b[0m" if style and self.colours and wrapped else wrapped)

    def ask(self, prompt: str) -> str:
        """The next line that is typed; piped input is echoed to be readable. Raises EOFError."""
        if sys.stdin.isatty():
            return clean(input(prompt)).strip()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        print(f"{prompt}{clean(line).strip()}", flush=True)
        return clean(line).strip()
