"""red_flag_rules.yml: how a red flag is recognised; what its keys mean stands at the top of that file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import root_validator, validator

from bot.content.entries import Entry, Text, Texts, complete
from bot.domain.names import RED_FLAGS

FILE: Final = "red_flag_rules.yml"

Circumstance = Literal["past", "asked", "supposed", "mourned"]


_KINDS: Final = ("say", "near", "together")


class PhraseGroup(Entry):
    """Phrases of one meaning; what overlaps one of `unless` does not count."""

    any: Texts
    unless: Texts = ()


if TYPE_CHECKING:
    Phrases = PhraseGroup
else:

    class Phrases(PhraseGroup):
        """A group as people write it: one phrase, a list of them, or `any` with `unless`."""

        @classmethod
        def __get_validators__(cls) -> Iterator[Any]:
            yield lambda value: {"any": [value]} if isinstance(value, str) else value
            yield lambda value: {"any": value} if isinstance(value, list) else value
            yield PhraseGroup.validate


class FlagRule(Entry):
    """One way to recognise a red flag. One of `say`, `near` and `together` is given."""

    say: Phrases | None = None
    near: tuple[Phrases, ...] = ()
    together: tuple[Phrases, ...] = ()
    ever: tuple[Phrases, ...] = ()
    unless: Phrases | None = None
    regardless: tuple[Circumstance, ...] = ()

    @root_validator(pre=True)
    def _of_one_kind(cls, values: dict[str, Any]) -> dict[str, Any]:
        if sum(kind in values for kind in _KINDS) != 1:
            raise ValueError(f"write one of {', '.join(_KINDS)}")
        return values


class FlagSpelling(Entry):
    """How the words of the rules are typed."""

    skip: Text
    never_corrected: Text
    same: dict[str, Text]
    """Words → the other ways to type them."""


class FlagRules(Entry):
    """The rules of every red flag, the most urgent first, and the groups of phrases that they share."""

    words: dict[str, Phrases]
    flags: dict[str, tuple[FlagRule, ...]]
    """Red flag → its rules."""
    spelling: FlagSpelling

    @validator("flags")
    def _every_flag(cls, flags: dict[str, Any]) -> dict[str, Any]:
        complete(flags, RED_FLAGS)
        return flags
