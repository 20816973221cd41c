"""Words of English, which are right as they stand.

`english_words.txt` holds the whole words of four letters and more among the pieces of all-MiniLM-L6-v2's
vocabulary (Apache License 2.0), without Hindi ones, and shorter words listed by hand: first the common words,
then the others.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "english_words.txt"


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Words that are no misspelling of another word."""
    return frozenset().union(*_paragraphs())


def common_words() -> frozenset[str]:
    """Words so common that they are hardly of another language: "path" is English, "marne" may be Hindi."""
    return _paragraphs()[0]


@lru_cache(maxsize=1)
def _paragraphs() -> tuple[frozenset[str], frozenset[str]]:
    common, others = FILE.read_text("utf-8").split("\n\n")
    return frozenset(common.split()), frozenset(others.split())
