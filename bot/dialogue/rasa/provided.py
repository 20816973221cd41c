"""The readers that Rasa's components and actions work with, which Rasa makes without arguments.

The service provides what it compiled. Where Rasa runs alone (`rasa train`, `rasa shell`), it is
done here, once.
"""

from __future__ import annotations

from bot.content.loading import load
from bot.language.readers import Readers

_kept: list[Readers] = []


def provide(readers: Readers) -> None:
    """From now on this is what components and actions get."""
    _kept[:] = [readers]


def provided() -> Readers:
    """What the service provided; else the clinic's own files. Raises KnowledgeError."""
    if not _kept:
        provide(Readers.of(load()))
    return _kept[0]
