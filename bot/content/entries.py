"""What every schema is made of, and how pydantic's errors become file, item and remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError, root_validator

from bot.content.errors import KnowledgeError

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_REMEDIES: Final = {
    "type_error.none.not_allowed": "write something here, it is empty",
    "type_error.dict": "write it as lines of `name: value`",
    "type_error.mapping": "write it as lines of `name: value`",
    "type_error.list": "write a list, each entry beginning with `-`",
    "type_error.tuple": "write a list, each entry beginning with `-`",
}
"""What to do about an error that pydantic finds by itself; our own validators raise the remedy."""


class Named(ValueError):
    """A mistake at one name of a mapping."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(remedy)
        self.name = name


def complete(found: Collection[str], needed: Collection[str]) -> None:
    """Every needed name is there, and no other one. Raises Named."""
    known(found, needed)
    known(needed, found, "add it, the service needs it")


def known(found: Iterable[str], allowed: Collection[str], remedy: str = "") -> None:
    """All of these names are allowed ones. Raises Named."""
    for name in found:
        if name not in allowed:
            raise Named(
                str(name), remedy or f"this name is not known here; {_correction(str(name), allowed)}"
            )


def each_once(names: Sequence[str]) -> None:
    """No name stands twice. Raises Named."""
    for at, name in enumerate(names):
        if name in names[:at]:
            raise Named(name, "this id stands twice; rename or remove one")


def with_names(field: str) -> Callable[[type[Entry], dict[str, Any]], dict[str, Any]]:
    """A validator for a mapping of entries, which gives each entry its name as `field`."""

    def named(cls: type[Entry], values: dict[str, Any]) -> dict[str, Any]:
        entries = values["__root__"]
        for name, entry in entries.items():
            if isinstance(entry, dict) and field in entry:
                raise Named(f"{name}.{field}", "this name is not known here; correct or remove it")
        return {"__root__": {n: {field: n, **e} if isinstance(e, dict) else e for n, e in entries.items()}}

    return named


def _correction(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"write `{near[0]}`, or remove it" if near else "correct or remove it"


class Entry(BaseModel):
    """The names and values under one item of a file: all of them known, none changed after reading."""

    class Config:
        extra = "forbid"
        frozen = True

    @root_validator(pre=True)
    def _names_are_known(cls, values: dict[str, Any]) -> dict[str, Any]:
        known(values, cls.__fields__)
        return values


M = TypeVar("M", bound=Entry)
_Read = Callable[[Any], Any]

if TYPE_CHECKING:
    Text = str
    Id = str
    Number = float
    WholeNumber = int
    Texts = tuple[str, ...]
else:

    class Text(str):
        """A text that says something, without the spaces around it."""

        @classmethod
        def __get_validators__(cls) -> Iterator[_Read]:
            yield _text

    class Id(str):
        """A name for programs: small letters, digits and _."""

        @classmethod
        def __get_validators__(cls) -> Iterator[_Read]:
            yield _id

    class Number(float):
        """A number above 0."""

        @classmethod
        def __get_validators__(cls) -> Iterator[_Read]:
            yield _number

    class WholeNumber(int):
        """A whole number above 0."""

        @classmethod
        def __get_validators__(cls) -> Iterator[_Read]:
            yield _whole_number

    class Texts(tuple):
        """A list of texts, none of them twice."""

        @classmethod
        def __get_validators__(cls) -> Iterator[_Read]:
            yield _texts


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("write text here; put numbers in quotes")
    if not value.strip():
        raise ValueError("write something here, it is empty")
    return value.strip()


def _id(value: object) -> str:
    text = _text(value)
    if not _ID.fullmatch(text):
        raise ValueError("use only small letters, digits and _ for an id")
    return text


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
        raise ValueError("write a number above 0, without quotes")
    return value


def _whole_number(value: object) -> int:
    number = _number(value)
    if not isinstance(number, int):
        raise ValueError("write a whole number")
    return number


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError("write a list: [one, two]")
    seen = set()
    for text in value:
        if not isinstance(text, str) or not text.strip(" "):
            raise ValueError(f"{text!r} is no text; put it in quotes or remove it")
        if text in seen:
            raise ValueError(f"{text!r} stands twice; remove one")
        seen.add(text)
    return tuple(value)


def parsed(file: str, raw: object, model: type[M]) -> M:
    """What a file holds, as `model`. Raises KnowledgeError at the first mistake."""
    if not isinstance(raw, dict):
        raise KnowledgeError(file, "file", "write it as lines of `name: value`")
    for key in raw:
        if not isinstance(key, str):
            raise KnowledgeError(file, "file", f"put the name {key!r} in quotes")
    try:
        return model.parse_obj(raw)
    except ValidationError as error:
        place, remedy = _told(error.errors()[0])
        raise KnowledgeError(file, _item(place, raw), remedy) from None


def _told(error: Any) -> tuple[tuple[str | int, ...], str]:
    """The place of a mistake, and the remedy."""
    place, kind, about = error["loc"], error["type"], error.get("ctx", {})
    if kind == "value_error.missing":
        return place, f"add `{place[-1]}:`"
    if kind == "value_error.const":
        allowed = ", ".join(about["permitted"])
        return place, f"{about['given']!r} is not known here; write one of: {allowed}"
    named = (about["name"],) if "name" in about else ()
    return (*place, *named), _REMEDIES.get(kind, error["msg"])


def _item(loc: Sequence[str | int], raw: object) -> str:
    """Where a mistake is, as a person finds it: an entry of a list by its id, or by its number from 1."""
    names: list[str] = []
    at: Any = raw
    for step in loc:
        if step == "__root__" or (step == "any" and not isinstance(at, dict)):
            continue  # pydantic's own name for it, or a name that may be left out
        at = _under(at, step)
        if isinstance(step, int):
            named = at.get("id") if isinstance(at, dict) else None
            names = [named] if isinstance(named, str) else [*names, str(step + 1)]
        else:
            names.append(step)
    return ".".join(names)


def _under(at: Any, step: str | int) -> Any:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None
