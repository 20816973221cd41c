"""Loads the clinic's content, all of it at once, and checks it as a whole.

A mistake names the file (its path in bot/knowledge), the item and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bot.content import (
    checklist,
    clinic,
    context_rules,
    decisions,
    glosses,
    intents,
    lay_words,
    near_conditions,
    plain_answers,
    red_flag_rules,
    soundness,
    told,
    wishes,
)
from bot.content.cross_checks import check
from bot.content.digests import digest
from bot.content.entries import Entry, parsed
from bot.content.errors import KnowledgeError
from bot.content.knowledge import FOLDER, Knowledge
from bot.content.yaml_file import read_yaml

LANGUAGE: Final = "en"

_SHARED: Final[Mapping[str, type[Entry]]] = {clinic.FILE: clinic.Clinic, told.SOURCES: told.SourcesFile}
_OF_A_LANGUAGE: Final[Mapping[str, type[Entry]]] = {
    checklist.FILE: checklist.Checklist,
    told.TOPICS: told.TopicsFile,
    told.RED_FLAGS: told.RedFlagsFile,
    told.WORDING: told.WordingFile,
    lay_words.FILE: lay_words.LayWordsFile,
    plain_answers.FILE: plain_answers.PlainAnswers,
    glosses.FILE: glosses.GlossesFile,
    intents.FILE: intents.IntentPhrases,
    context_rules.FILE: context_rules.ContextRules,
    wishes.FILE: wishes.WishPhrases,
    near_conditions.FILE: near_conditions.NearConditionsFile,
    decisions.FILE: decisions.DecisionsFile,
    soundness.FILE: soundness.SoundnessFile,
}
SCHEMAS: Final[Mapping[str, type[Entry]]] = {
    **_SHARED,
    **red_flag_rules.SCHEMAS,
    **{f"{LANGUAGE}/{name}": schema for name, schema in _OF_A_LANGUAGE.items()},
}
"""Every file of the content, as its path in the folder → its schema."""


def load(folder: Path = FOLDER) -> Knowledge:
    """Everything in `folder`. Raises KnowledgeError at the first mistake."""
    raw = {name: read_yaml(folder / name, name) for name in SCHEMAS}
    for stranger in _strangers(folder):
        raise stranger
    read = {name: parsed(name, raw[name], schema) for name, schema in SCHEMAS.items()}
    return assembled(read, {name: digest(name, said) for name, said in raw.items()})


def assembled(read: Mapping[str, Any], digests: Mapping[str, str]) -> Knowledge:
    """The files as one, each with its schema. Raises KnowledgeError where one does not fit another."""
    own = {name: read[f"{LANGUAGE}/{name}"] for name in _OF_A_LANGUAGE}
    knowledge = Knowledge(
        clinic=read[clinic.FILE],
        sources=read[told.SOURCES].__root__,
        checklist=own[checklist.FILE],
        lay_words=own[lay_words.FILE].__root__,
        red_flags=own[told.RED_FLAGS].__root__,
        topics=own[told.TOPICS].__root__,
        wording=own[told.WORDING].__root__,
        plain_answers=own[plain_answers.FILE],
        glosses=own[glosses.FILE].glosses,
        intents=own[intents.FILE],
        context_rules=own[context_rules.FILE],
        red_flag_rules=red_flag_rules.together(read),
        wishes=own[wishes.FILE],
        near_conditions=own[near_conditions.FILE],
        decisions=own[decisions.FILE].__root__,
        soundness=own[soundness.FILE],
        language=LANGUAGE,
        digests=digests,
    )
    check(knowledge)
    return knowledge


def mistakes(folder: Path = FOLDER) -> Iterator[KnowledgeError]:
    """The first mistake of each file; where there is none, what does not fit between them."""
    found = [*_strangers(folder)]
    for name, schema in SCHEMAS.items():
        try:
            parsed(name, read_yaml(folder / name, name), schema)
        except KnowledgeError as error:
            found.append(error)
    yield from found
    if not found:
        try:
            load(folder)
        except KnowledgeError as error:
            yield error


def _strangers(folder: Path) -> Iterator[KnowledgeError]:
    """Files that nobody reads, such as one whose name is misspelt."""
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if name not in SCHEMAS:
            yield KnowledgeError(name, "file", f"no file of this name is read; {_like(name)}")


def _like(name: str) -> str:
    return f"its name may be one of: {', '.join(SCHEMAS)}"
