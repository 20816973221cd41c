"""A copy of the knowledge files that a test can spoil."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content.knowledge import FOLDER, KnowledgeError
from bot.content.loading import SCHEMAS, load


class Files:
    """A copy of the clinic's files that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> Any:
        return yaml.safe_load(self.path(name).read_text(encoding="utf-8"))

    def write(self, name: str, content: Any) -> None:
        self.text(name, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))

    def text(self, name: str, text: str) -> None:
        self.path(name).write_text(text, encoding="utf-8")

    def path(self, name: str) -> Path:
        """Where a file lies: beside the clinic's own, or with its language."""
        beside = self.folder / name
        return beside if beside.exists() else self.folder / "en" / name

    def put(self, name: str, path: tuple[str | int, ...], value: Any) -> None:
        """Change one value deep in a file."""
        with self._place(name, path) as place:
            place[path[-1]] = value

    def remove(self, name: str, path: tuple[str | int, ...]) -> None:
        with self._place(name, path) as place:
            del place[path[-1]]

    @contextmanager
    def _place(self, name: str, path: tuple[str | int, ...]) -> Iterator[Any]:
        """What holds the last step of `path`, written back when it was changed."""
        whole = self.read(name)
        yield reduce(lambda place, step: place[step], path[:-1], whole)
        self.write(name, whole)

    def fault(self) -> KnowledgeError:
        """The mistake that loading reports; it always has a remedy."""
        with pytest.raises(KnowledgeError) as caught:
            load(self.folder)
        assert caught.value.remedy
        assert caught.value.file in SCHEMAS
        return caught.value


def faulted(files: Files) -> tuple[str, str]:
    """The file, without its folder, and the item that loading reports."""
    error = files.fault()
    return Path(error.file).name, error.item


def original(name: str) -> Path:
    """A file of the clinic's own."""
    return Files(FOLDER).path(name)
