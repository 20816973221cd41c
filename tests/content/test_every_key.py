"""Every key of every content file, misspelt, removed or written twice, is refused with file, item and remedy.

What may be left out, and what is no key but a word that people type, is listed here: nothing else passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from bot.channels.web import problems
from bot.console.format import words as labels
from bot.content import red_flag_rules
from bot.content.entries import Entry, parsed
from bot.content.knowledge import FOLDER, KnowledgeError
from bot.content.loading import SCHEMAS, assembled
from bot.content.yaml_file import read_yaml, refuse_doubled
from bot.domain.names import RED_FLAGS
from bot.language import reach
from tests.conversation import readers

Path_ = tuple[str | int, ...]
Change = Callable[[dict[str, Any], str], None]

FILES: Final[Mapping[str, tuple[Path, type[Entry]]]] = {
    **{name: (FOLDER / name, schema) for name, schema in SCHEMAS.items()},
    problems.WORDS.name: (problems.WORDS, problems.WordsFile),
    labels.WORDS.name: (labels.WORDS, labels.WordsFile),
}

RECORDS: Final = tuple(f"{red_flag_rules.ROOM}/{flag}.yml" for flag in RED_FLAGS)

MAY_BE_LEFT_OUT: Final[Mapping[str, str]] = {
    "sources.yml": r"\w+\.(url|short)",
    "clinic.yml": r"signed_off\.files\..*",
    "en/checklist.yml": r"questions\.\d+\.(asks_possible|examples|parts|parts\.\d+\.past_counts|sources|codes"
    r"|codes\.\w+)",
    "en/topics.yml": r"\w+\.(label|sources)",
    "en/lay_words.yml": r"\w+\.(examples|medicines|ask|unsure|not_this)",
    "en/plain_answers.yml": r"spellings\..*|(harmless\.(?!any)|asked_words\.|denies\.)\w+",
    "en/glosses.yml": r"glosses\..*",
    "en/intents.yml": r"spellings\..*|exact\.\w+|follow_up\.subjects\.\d+\.words\..*|beside_a_question\.\w+",
    "en/context_rules.yml": (
        r"categories\.\w+\.(patterns|\w+\.reach|\w+\.pseudo)|measured\.\w+"
        # one side of a category that has two
        r"|categories\.(negated|normal|self|question|uncertain|historical|general)\.(forward|backward)"
        r"|categories\.historical\.patterns"
    ),
    "en/near_conditions.yml": r"conditions\.\w+(\.(unless|sources|clinician_first))?",
    "en/decisions.yml": r"\w+",
    "en/soundness.yml": r"questions\.\w+\.(whole_parts|itself)",
    red_flag_rules.READING: r"spelling\.same\..*",
    **dict.fromkeys(red_flag_rules.WORD_FILES, r"\w+\.unless"),
    **dict.fromkeys(RECORDS, r"\w+|.*\.(stays_silent|unless|ever|regardless)"),
}
"""File → the keys that may be removed."""

FREE: Final[Mapping[str, str]] = {
    "en/plain_answers.yml": r"spellings\..*",
    "en/glosses.yml": r"glosses\..*",
    "en/intents.yml": r"spellings\..*|follow_up\.subjects\.\d+\.words\..*",
    "en/near_conditions.yml": r"conditions\.\w+",
    "en/decisions.yml": r"\w+",
    **dict.fromkeys(RECORDS, r"\w+"),
}
"""File → the keys that any other word would do for: words of messages, and the names of records."""


@cache
def raw(file: str) -> Any:
    return read_yaml(FILES[file][0], file)


@cache
def nodes(file: str) -> yaml.Node:
    root = yaml.compose(FILES[file][0].read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert root is not None
    return root


@cache
def read() -> Mapping[str, Any]:
    """The clinic's files, each with its schema."""
    return {name: parsed(name, raw(name), schema) for name, schema in SCHEMAS.items()}


def keys(value: Any, above: Path_ = ()) -> Iterator[Path_]:
    """The path of every key, through names and places in lists."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, under in items:
        if isinstance(value, dict):
            yield (*above, step)
        yield from keys(under, (*above, step))


def changed(value: Any, path: Path_, change: Change) -> Any:
    """A copy in which the mapping that holds the last step of `path` was changed."""
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if len(path) == 1:
        change(copy, str(path[0]))
    else:
        copy[path[0]] = changed(value[path[0]], path[1:], change)
    return copy


def misspelt(mapping: dict[str, Any], key: str) -> None:
    items = [(f"{name}z" if name == key else name, value) for name, value in mapping.items()]
    mapping.clear()
    mapping.update(items)


def removed(mapping: dict[str, Any], key: str) -> None:
    del mapping[key]


def alone(file: str, path: Path_) -> tuple[Any, Path_]:
    """The file and the path; of the records of a red flag only the one of the path: it is quicker to read."""
    if FILES[file][1] is not red_flag_rules.Records:
        return raw(file), path
    return {path[0]: raw(file)[path[0]]}, path


def refusal(file: str, path: Path_, change: Change) -> KnowledgeError | None:
    """What the file is refused with after the change; None when it is taken."""
    whole, place = alone(file, path)
    try:
        entry = parsed(file, changed(whole, place, change), FILES[file][1])
        if file in SCHEMAS:
            knowledge = assembled({**read(), file: entry}, dict.fromkeys(SCHEMAS, ""))
            if path[0] == "spelling":
                reach.check_red_flag_rules(knowledge, readers().red_flags.phrases)
    except KnowledgeError as error:
        return error
    return None


def passed(file: str, change: Change, but: Mapping[str, str]) -> list[str]:
    """The keys that can be changed without a refusal, apart from those that may be."""
    found = []
    for path in keys(raw(file)):
        name = ".".join(map(str, path))
        error = refusal(file, path, change)
        if error is None and not re.fullmatch(but.get(file, ""), name):
            found.append(name)
        if error is not None:
            assert error.file in FILES
            assert error.item
            assert error.remedy
    return found


@pytest.mark.parametrize("file", FILES)
def test_a_misspelt_key_is_refused(file: str) -> None:
    assert passed(file, misspelt, FREE) == []


@pytest.mark.parametrize("file", FILES)
def test_a_removed_key_is_refused_unless_it_may_be_left_out(file: str) -> None:
    assert passed(file, removed, MAY_BE_LEFT_OUT) == []


@pytest.mark.parametrize("file", FILES)
def test_a_key_that_stands_twice_is_refused(file: str) -> None:
    root = nodes(file)
    refuse_doubled(root)
    for mapping in mappings(root):
        for pair in list(mapping.value):
            mapping.value.append(pair)
            with pytest.raises(yaml.MarkedYAMLError) as refused:
                refuse_doubled(root)
            assert refused.value.problem_mark is not None
            mapping.value.pop()


def mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from mappings(value)
