"""red_flags/: how a red flag is recognised, as records a clinician can read.

One file a red flag holds its records; `how_to_read.yml` says what the notation means and in which order the
red flags come; the files under `words/` hold the groups of phrases that records share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pydantic import root_validator, validator

from bot.content.entries import Entry, Id, Text, Texts, complete
from bot.content.errors import KnowledgeError
from bot.domain.names import RED_FLAGS

ROOM: Final = "red_flags"
READING: Final = f"{ROOM}/how_to_read.yml"
WORDS: Final = "words"
WORD_FILES: Final = tuple(
    f"{ROOM}/{WORDS}/{name}.yml"
    for name in ("meaning", "figurative", "body_and_events", "inversion", "means", "clinical")
)

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
    *(
        "no_each",
        "no_each_fails",
        "no_each_filler",
        "no_all",
        "no_all_before",
        "no_behind",
        "no_behind_item",
        "no_all_bare",
        "no_all_bare_ends",
        "no_all_ends",
        "told_of",
        "within",
    ),
    *("he_or_she", "i_myself"),
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


class FlagRecord(Entry):
    """What one record hears: in a sentence, by examples, and in the notation of its rules."""

    says: Text
    source: Id
    """A name in sources.yml."""
    hears: Texts
    """Messages that report the red flag."""
    stays_silent: Texts = ()
    """Messages in which nothing is found."""
    rules: tuple[FlagRule, ...]

    @validator("hears", "rules")
    def _not_empty(cls, listed: tuple[Any, ...]) -> tuple[Any, ...]:
        if not listed:
            raise ValueError("write at least one")
        return listed

    @validator("rules")
    def _each_rule_once(cls, rules: tuple[FlagRule, ...]) -> tuple[FlagRule, ...]:
        if len(set(rules)) < len(rules):
            raise ValueError("a rule stands twice; remove one")
        return rules


class Spelling(Entry):
    """How the words of the rules are typed; the words of each list are parted by spaces."""

    skip: Text
    bars: Text
    markers: Text
    theirs: Text
    same: Mapping[str, Text]
    """Words → the other ways to type them."""


class Reading(Entry):
    """how_to_read.yml."""

    order: Texts
    """Every red flag, the most urgent first."""
    spelling: Spelling

    @validator("order")
    def _every_flag(cls, order: tuple[str, ...]) -> tuple[str, ...]:
        complete(order, RED_FLAGS)
        return order


class Groups(Entry):
    """A file under words/."""

    __root__: Mapping[Id, Phrases]


class Records(Entry):
    """The records of one red flag."""

    __root__: Mapping[Id, FlagRecord]


class FlagRules(Entry):
    """The records of every red flag, the most urgent first, and the groups of phrases that they share."""

    words: Mapping[str, Phrases]
    files: Mapping[str, str]
    """Shared group → the file that it stands in."""
    records: Mapping[str, Mapping[str, FlagRecord]]
    """Red flag → id → its records."""
    spelling: Spelling


SCHEMAS: Final[Mapping[str, type[Entry]]] = {
    READING: Reading,
    **{f"{ROOM}/{flag}.yml": Records for flag in RED_FLAGS},
    **dict.fromkeys(WORD_FILES, Groups),
}
"""Every file of the room → its schema."""


def together(read: Mapping[str, Any]) -> FlagRules:
    """The files of the room as one. Raises KnowledgeError where one does not fit another."""
    words: dict[str, PhraseGroup] = {}
    files: dict[str, str] = {}
    for file in WORD_FILES:
        for name, group in read[file].__root__.items():
            if name in words:
                raise KnowledgeError(file, name, f"this group stands in {files[name]} too; rename it")
            words[name], files[name] = group, file
    records = {flag: read[f"{ROOM}/{flag}.yml"].__root__ for flag in read[READING].order}
    rules = FlagRules.construct(words=words, files=files, records=records, spelling=read[READING].spelling)
    for name in READ_BY_CODE:
        if name not in words:
            raise KnowledgeError(WORD_FILES[0], name, "add this group, the service needs it")
    for place in all_groups(rules):
        for name in place.phrases.names:
            if name not in words:
                remedy = f"<{name}> is no group; add it to words/ or correct the name"
                raise KnowledgeError(place.file, place.item, remedy)
    for name in words:
        _not_built_on_itself(name, rules, ())
    return rules


class GroupPlace(NamedTuple):
    """A group of phrases, and where it is written."""

    group: str
    """Its name: a shared group's own, or where a rule writes it ("cardiac.chest.1.near.2")."""
    phrases: PhraseGroup
    file: str
    item: str


def all_groups(written: FlagRules) -> Iterator[GroupPlace]:
    """Every group of phrases, shared or a rule's own."""
    for name, shared in written.words.items():
        yield GroupPlace(name, shared, written.files[name], name)
    for flag, records in written.records.items():
        for name, record in records.items():
            for number, rule in enumerate(record.rules, 1):
                for place, group in rule.groups:
                    named = f"{flag}.{name}.{number}.{place}"
                    yield GroupPlace(named, group, f"{ROOM}/{flag}.yml", f"{name}.rules.{number}.{place}")


def _not_built_on_itself(name: str, rules: FlagRules, above: tuple[str, ...]) -> None:
    if name in above:
        raise KnowledgeError(rules.files[name], name, "is built on itself; remove one of the references")
    for part in rules.words[name].names:
        _not_built_on_itself(part, rules, (*above, name))
