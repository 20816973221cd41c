"""Strict reading of one entry of a knowledge file: each value must be there, and of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Generic, TypeVar

from bot.content.errors import KnowledgeError

V = TypeVar("V")
_ID = re.compile(r"[a-z][a-z0-9_]*")


class Entry:
    """The keys and values under one item of a file. Every `take` must be followed by `done`."""

    def __init__(self, file: str, item: str, raw: object) -> None:
        self.file, self.item = file, item
        if not isinstance(raw, dict):
            raise self.fault("write it as lines of `name: value`")
        self._raw: dict[str, Any] = dict(raw)
        for key in self._raw:
            if not isinstance(key, str):
                raise self.fault(f"put the name {key!r} in quotes")

    def fault(self, remedy: str, key: str = "") -> KnowledgeError:
        """The error for this entry, or for one key of it."""
        return KnowledgeError(self.file, f"{self.item}.{key}" if key else self.item, remedy)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet."""
        return tuple(self._raw)

    def take(self, key: str) -> object:
        """A value that must be there; null counts as there."""
        if key not in self._raw:
            raise self.fault(f"add `{key}:`")
        return self._raw.pop(key)

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str):
            raise self.fault("write text here; put numbers in quotes", key)
        if not value.strip():
            raise self.fault("write something here, it is empty", key)
        return value.strip()

    def text_or(self, key: str, otherwise: V) -> str | V:
        """A text that may be left out or null."""
        if self._raw.get(key) is None:
            self._raw.pop(key, None)
            return otherwise
        return self.text(key)

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.text(key)
        if value not in allowed:
            raise self.fault(f"{value!r} is not known here; write one of: {', '.join(allowed)}", key)
        return value

    def id(self) -> str:
        value = self.text("id")
        if not _ID.fullmatch(value):
            raise self.fault("use only small letters, digits and _ for an id", "id")
        self.item = value
        return value

    def number(self, key: str) -> float:
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            raise self.fault("write a number above 0, without quotes", key)
        return value

    def whole_number(self, key: str) -> int:
        value = self.number(key)
        if not isinstance(value, int):
            raise self.fault("write a whole number", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different texts; left out, it is empty."""
        raw = self._raw.pop(key, [])
        if not isinstance(raw, list):
            raise self.fault("write a list: [one, two]", key)
        for position, value in enumerate(raw):
            if not isinstance(value, str) or not value.strip():
                raise self.fault(f"{value!r} is no text; put it in quotes or remove it", key)
            if value in raw[:position]:
                raise self.fault(f"{value!r} stands twice; remove one", key)
        return tuple(raw)

    def entries(self, key: str) -> Iterator[Entry]:
        """The entries of a list; left out, there are none."""
        raw = self._raw.pop(key, [])
        if not isinstance(raw, list):
            raise self.fault("write a list, each entry beginning with `- id:`", key)
        for position, entry in enumerate(raw, 1):
            yield Entry(self.file, f"{self.item}.{key} {position}".lstrip("."), entry)

    def entry(self, key: str) -> Entry:
        """A group of names and values; left out, it is empty."""
        return Entry(self.file, f"{self.item}.{key}", self._raw.pop(key, {}))

    def done(self) -> None:
        """Nothing may be left that nobody asked for."""
        for key in self._raw:
            raise self.fault("this name is not known here; correct or remove it", key)


class ById(Generic[V]):
    """Collects what an item became under its id, which may stand only once."""

    def __init__(self) -> None:
        self.items: dict[str, V] = {}

    def add(self, entry: Entry, item_id: str, item: V) -> None:
        if item_id in self.items:
            raise entry.fault("this id stands twice; rename or remove one")
        self.items[item_id] = item


def each(file: str, raw: object, make: Callable[[str, Entry], V]) -> dict[str, V]:
    """Make one thing of every entry of a file whose top level is `id: entry`."""
    whole = Entry(file, "file", raw)
    made = {}
    for name in whole.names:
        entry = Entry(file, name, whole.take(name))
        made[name] = make(name, entry)
        entry.done()
    return made


def complete(file: str, found: Mapping[str, object], needed: Collection[str], *, more: bool = False) -> None:
    """Every needed name is there, and, unless `more` are welcome, no other one."""
    for name in needed:
        if name not in found:
            raise KnowledgeError(file, name, "add it, the service needs it")
    for name in found:
        if not more and name not in needed:
            raise KnowledgeError(file, name, "this name is not known; correct or remove it")
