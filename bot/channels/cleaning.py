"""What a person typed, made safe to store, match and show again."""

import re
import unicodedata
from typing import Final

LONGEST_TEXT: Final = 2000
"""Code points of a message that is taken (contract, section 4)."""
_NEW_LINE: Final = re.compile("\r\n?|[\v\f\x1c-\x1f\x85\u2028\u2029]")
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters, except tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they show text in another order
    "\ud800-\udfff]"  # halves of a character, which no database takes
)
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that Unicode calls letters or symbols and that show nothing."""


def clean(text: str) -> str:
    """The text in NFC, without control characters, bidi controls and halves of characters.

    Whatever breaks a line becomes a line feed, so that words never run together.
    """
    return unicodedata.normalize("NFC", _DROPPED.sub("", _NEW_LINE.sub("\n", text)))


def is_visible(text: str) -> bool:
    """Whether anything of the text can be seen."""
    return any(_shows(character) for character in text)


def _shows(character: str) -> bool:
    return character not in _BLANK and unicodedata.category(character)[0] in "LNPS"
