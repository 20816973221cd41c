"""Strange texts, the same for the same seed: of every plane of Unicode, and what has broken readers."""

from __future__ import annotations

import random
import sys
from typing import Final

_BLOCKS: Final = (
    (0x00, 0x20),  # control characters
    (0x20, 0x7F),
    (0x80, 0x250),
    (0x300, 0x370),  # combining marks
    (0x370, 0x590),
    (0x590, 0x780),  # right to left
    (0x900, 0xE00),  # Indian scripts
    (0x1100, 0x1200),  # letters that join to syllables
    (0x2000, 0x2070),  # spaces, joiners, directions
    (0x2190, 0x2C00),
    (0x3000, 0xA000),
    (0xAC00, 0xD7A4),
    (0xD800, 0xE000),  # halves of characters
    (0xE000, 0xF900),  # private use
    (0xFB00, 0xFE10),  # ligatures
    (0xFE00, 0xFE10),  # variants
    (0xFF00, 0xFFF0),  # wide forms
    (0xFFF0, 0x10000),  # no characters
    (0x1D400, 0x1D800),  # letters of mathematics
    (0x1F300, 0x1FB00),  # emoji
    (0xE0000, 0xE0200),  # tags
    (0x20000, sys.maxunicode + 1),
)
_WORDS: Final = (
    *("no", "yes", "not sure", "I have glaucoma", "stop", "start over", "delete my data", "chest pain"),
    *("what are the risks?", "change answer 3 to no", "/restart", "no no no", "my mother", "ecosprin"),
    *("{name}", "%s%n", "{{7*7}}", "${jndi:x}", "' OR 1=1 --", "<script>", "\\u0000", "../../etc/passwd"),
    *(
        "İ",
        "ß",
        "ﬁ",
        "Å",
        "e\u0301",
        "👨‍👩‍👧",
        "🇮🇳",
        "नहीं",
        "ไม่",
        "لا",
        "\u202eon",
        "n\u200bo",
        "\uff4e\uff4f",
        "\U0001d427\U0001d428",
    ),
)


def text(chance: random.Random, longest: int = 120) -> str:
    """One strange text; now and then a very long one."""
    size = chance.randint(1_900, 2_100) if chance.random() < 0.01 else chance.randint(0, longest)
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(_part(chance))
    return "".join(parts)[:size]


def _part(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.25:
        return chance.choice(_WORDS) + chance.choice((" ", "", "\n", ". ", ", "))
    if kind < 0.35:  # one letter under a heap of marks
        marks = (chr(chance.randint(0x300, 0x36F)) for _ in range(chance.randint(1, 40)))
        return chance.choice("aeno") + "".join(marks)
    if kind < 0.40:  # the same again and again
        return _character(chance) * chance.randint(2, 60)
    block = chance.choice(_BLOCKS)
    return "".join(chr(chance.randrange(*block)) for _ in range(chance.randint(1, 12)))


def _character(chance: random.Random) -> str:
    return chr(chance.randrange(*chance.choice(_BLOCKS)))
