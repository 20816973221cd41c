"""Digests of what the content says: a comment or a line broken elsewhere changes none, a word does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from bot.content import clinic

SIGNED_OFF: Final = "signed_off"
"""The one thing that no digest covers: it holds them."""


def digest(name: str, said: object) -> str:
    """The digest of one file, `said` being what its YAML holds."""
    if name == clinic.FILE and isinstance(said, dict):
        said = {key: value for key, value in said.items() if key != SIGNED_OFF}
    return _sha256(said)


def digest_of_all(digests: Mapping[str, str]) -> str:
    """The digest of the content, from those of its files."""
    return _sha256(sorted(digests.items()))


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode("ascii")).hexdigest()
