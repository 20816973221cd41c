"""The one way in which a mistake in a content file is told."""

from __future__ import annotations


class KnowledgeError(Exception):
    """A content file cannot be used. The message names the file, the item and the remedy."""

    def __init__(self, file: str, item: str, remedy: str) -> None:
        super().__init__(f"{file}: {item}: {remedy}")
        self.file, self.item, self.remedy = file, item, remedy
