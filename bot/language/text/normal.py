"""A message in one plain form: small letters, one spelling each, no marks but the question mark."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast

from bot.content.knowledge import LANGUAGE
from bot.content.yaml_file import read_yaml
from bot.language.lexicon.answer_words import spellings
from bot.language.text.tokens import tokens

FILE: Final = LANGUAGE / "intents.yml"


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, Any]:
    """What kinds.yml says."""
    return cast(Mapping[str, Any], read_yaml(FILE))


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, tuple[str, ...]]:
    own = {typed: tuple(str(meant).split()) for typed, meant in load_kinds()["spellings"].items()}
    return {**spellings(), **own}


def normal(text: str) -> str:
    """The words of `text`, with `?` where it asks."""
    found = tokens(text, _spellings())
    said = ("?" if "?" in token.text else token.text for token in found if token.is_word or "?" in token.text)
    return " ".join(said)
