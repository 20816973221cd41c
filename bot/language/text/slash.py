"""Typed text that looks like a command to a program is plain text of no meaning (contract, rule 6)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SLASHES: Final = frozenset("/\u2044\u2215\u29f8")
"""The slash, and the characters that look just like it."""
_BRACES: Final = re.compile(r"\{.*\}", re.DOTALL)


def looks_like_a_command(text: str) -> bool:
    """Whether the first visible character is a slash, in any of its forms, or something stands in braces."""
    normal = unicodedata.normalize("NFKC", text)
    if _BRACES.search(normal):
        return True
    for character in normal:
        if character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Mn"):
            continue
        return character in _SLASHES
    return False
