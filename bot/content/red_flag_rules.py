"""red_flag_rules.yml: how a red flag is recognised; what its keys mean stands at the top of that file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import root_validator, validator

from bot.content.entries import Entry, Named, Text, Texts, complete, known
from bot.domain.names import RED_FLAGS

FILE: Final = "red_flag_rules.yml"

Circumstance = Literal["past", "asked", "supposed", "mourned"]

READ_BY_CODE: Final = (
    *(
        "no_list",
        "no_word",
        "no_after",
        "no_alone",
        "not_denial",
        "turn",
        "subject",
        "owner",
        "joins",
        "lists",
    ),
    *("binder", "asserts", "ago", "over", "that_was", "was", "now", "died", "person", "question_start"),
    *(
        "still_asked",
        "with_inversion",
        "asks_about",
        "asked_about",
        "supposing",
        "not_supposing",
        "figurative",
    ),
)
"""The groups that show how things are meant; bot/language/red_flags/ says how far each of them reaches."""

_KINDS: Final = ("say", "near", "together")
_GROUP: Final = re.compile(r"<([^<>]*)>")


class PhraseGroup(Entry):
    """Phrases of one meaning; what overlaps one of `unless` does not count."""

    any: Texts
    unless: Texts = ()

    @validator("any")
    def _one_at_least(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        if not phrases:
            raise ValueError("write at least one phrase")
        return phrases

    @property
    def names(self) -> Iterator[str]:
        """The groups that it is built on."""
        for phrase in (*self.any, *self.unless):
            yield from _GROUP.findall(phrase)


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

    @validator("near", "together")
    def _of_something(cls, parts: tuple[PhraseGroup, ...]) -> tuple[PhraseGroup, ...]:
        if not parts:
            raise ValueError("write at least one list of phrases")
        return parts

    @property
    def groups(self) -> Iterator[tuple[str, PhraseGroup]]:
        """Its groups of phrases, each with its place in the rule."""
        for place in ("say", "unless"):
            if (group := getattr(self, place)) is not None:
                yield place, group
        for place in ("near", "together", "ever"):
            for number, group in enumerate(getattr(self, place), 1):
                yield f"{place}.{number}", group


class FlagSpelling(Entry):
    """How the words of the rules are typed."""

    skip: Text
    never_corrected: Text
    same: Mapping[str, Text]
    """Words → the other ways to type them."""


class FlagRules(Entry):
    """The rules of every red flag, the most urgent first, and the groups of phrases that they share."""

    words: Mapping[str, Phrases]
    flags: Mapping[str, tuple[FlagRule, ...]]
    """Red flag → its rules."""
    spelling: FlagSpelling

    @validator("words")
    def _groups_that_code_reads(cls, words: Mapping[str, PhraseGroup]) -> Mapping[str, PhraseGroup]:
        known(READ_BY_CODE, words, "add this group, the service needs it")
        return words

    @validator("flags")
    def _every_flag(cls, flags: Mapping[str, tuple[FlagRule, ...]]) -> Mapping[str, tuple[FlagRule, ...]]:
        complete(flags, RED_FLAGS)
        for flag, rules in flags.items():
            seen = set[FlagRule]()
            for number, rule in enumerate(rules, 1):
                if rule in seen:
                    raise Named(f"{flag}.{number}", "this rule stands twice; remove one")
                seen.add(rule)
        return flags

    @root_validator(skip_on_failure=True)
    def _groups_fit(cls, values: dict[str, Any]) -> dict[str, Any]:
        words: Mapping[str, PhraseGroup] = values["words"]
        for place, group in all_groups(words, values["flags"]):
            for name in group.names:
                if name not in words:
                    raise Named(place, f"<{name}> is no group; add it to `words` or correct the name")
        for name in words:
            _not_built_on_itself(name, words, ())
        return values


def all_groups(
    words: Mapping[str, PhraseGroup], flags: Mapping[str, tuple[FlagRule, ...]]
) -> Iterator[tuple[str, PhraseGroup]]:
    """Every group of phrases, shared or a rule's own, with its place in the file."""
    yield from ((f"words.{name}", group) for name, group in words.items())
    for flag, rules in flags.items():
        for number, rule in enumerate(rules, 1):
            yield from ((f"flags.{flag}.{number}.{place}", group) for place, group in rule.groups)


def _not_built_on_itself(name: str, words: Mapping[str, PhraseGroup], above: tuple[str, ...]) -> None:
    if name in above:
        raise Named(f"words.{name}", "is built on itself; remove one of the references")
    for part in words[name].names:
        _not_built_on_itself(part, words, (*above, name))
