"""Typed text that looks like a command to the dialogue engine is plain text of no meaning (rule 6)."""

from __future__ import annotations

import unicodedata


def looks_like_a_command(text: str) -> bool:
    """Whether the first visible character is a slash, in any of its forms."""
    for character in unicodedata.normalize("NFKC", text):
        if character.isspace() or unicodedata.category(character) in ("Cf", "Cc", "Mn"):
            continue
        return character == "/"
    return False
