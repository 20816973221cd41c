"""A message as words with their places in it, in one spelling each.

`don't` stays one word, `I'm` becomes two, hyphens vanish; every word keeps the offsets of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.language.text.devanagari import folded
from bot.language.text.spelling import undoubled

_QUOTES: Final = str.maketrans(dict.fromkeys((0x2019, 0x2018, 0x60, 0xB4, 0x2BC), "'"))
_LETTER: Final = r"(?:[^\W\d_]|[\u0900-\u0963]|(?<=[\u0900-\u097f])[\u200c\u200d])"
_TOKEN: Final = re.compile(
    rf"[a-z]\d{{1,2}}(?!\w)|{_LETTER}+(?:'(?!s\b){_LETTER}+)?|'s\b|\d+(?:\.\d+)?|(?<=\s)[-–—]+(?=\s)|[.?!।…]+|[^\w\s'\"\-–—]|\n"
)
_STRETCHED: Final = re.compile(r"([^\W\d])\1{2,}")
ENDINGS: Final = {"'m": "am", "'ve": "have", "'re": "are", "'ll": "will", "'d": "would"}
_IS_AFTER: Final = frozenset(
    ["he", "she", "it", "that", "what", "who", "where", "there", "here", "how", "everything", "all"]
)
WITH_NOT: Final = {
    "do": "don't", "does": "doesn't", "did": "didn't", "is": "isn't", "are": "aren't", "was": "wasn't",
    "were": "weren't", "have": "haven't", "has": "hasn't", "had": "hadn't", "can": "can't",
    "could": "couldn't", "will": "won't", "would": "wouldn't", "should": "shouldn't",
}  # fmt: skip
_ENDS: Final = re.compile(r"[.?!।…;\n]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark, and where it stands in the message."""

    text: str
    start: int
    end: int

    @property
    def ends_sentence(self) -> bool:
        return bool(_ENDS.fullmatch(self.text))

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def tokens(text: str, spellings: Mapping[str, Sequence[str]] | None = None) -> list[Token]:
    """The words of `text`. `spellings` maps a typed word to the words it stands for."""
    found: list[Token] = []
    for match in _TOKEN.finditer(_lowered(text)):
        typed = folded(unstretched(match.group()))
        parts = _parts(typed, found, spellings or {})
        found.extend(Token(word, match.start(), match.end()) for word in parts)
    return _joined(found)


def unstretched(text: str) -> str:
    """`nooooo` is `noo`."""
    return _STRETCHED.sub(r"\1\1", text)


def _lowered(text: str) -> str:
    """Small letters and straight quotes, every character in its old place."""
    lower = text.translate(_QUOTES).lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_QUOTES))


def _parts(typed: str, before: Sequence[Token], spellings: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if typed in spellings:
        return spellings[typed]
    if typed == "'s":
        return ("is",) if before and before[-1].text in _IS_AFTER else ("'s",)
    stem, apostrophe, ending = typed.partition("'")
    if apostrophe + ending in ENDINGS:
        return (stem, ENDINGS[apostrophe + ending])
    once = undoubled(typed)
    return spellings.get(once, (typed,)) if once != typed else (typed,)


def _joined(found: list[Token]) -> list[Token]:
    """`do not` is `don't`; `can not` is `can't`."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if token.text == "not" and last and last.text in WITH_NOT:
            joined[-1] = Token(WITH_NOT[last.text], last.start, token.end)
        else:
            joined.append(token)
    return joined
