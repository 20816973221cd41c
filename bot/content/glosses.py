"""glosses.yml: what words of Hindi and Marathi mean in English."""

from __future__ import annotations

from typing import Final

from bot.content.entries import Entry, Texts

FILE: Final = "glosses.yml"


class GlossesFile(Entry):
    """English → words that mean it, in Latin letters; one that ends with `*` is the beginning of words."""

    glosses: dict[str, Texts]
