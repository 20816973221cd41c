"""`check-content` and `sign-off`: what is wrong with the content, and who approved it; nothing is started."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.channels.web.problems import load_words as load_refusals
from bot.console.format.words import load_words as load_labels
from bot.content import loading, sign_off
from bot.content.errors import KnowledgeError
from bot.content.knowledge import FOLDER
from bot.language.readers import Readers


def check_content(folder: Path = FOLDER) -> int:
    """Print each mistake as `file: item: remedy`; 1 when there is one."""
    found = [*mistakes(folder)]
    for error in found:
        print(error)
    if not found:
        print("The content is in order.")
    return 1 if found else 0


def mistakes(folder: Path) -> Iterator[KnowledgeError]:
    """The first mistake of each file, and, where the clinic's files have none, what no text can reach."""
    found = [*loading.mistakes(folder)]
    yield from found
    if not found:
        yield from _raised_by(lambda: Readers.of(loading.load(folder)))
    yield from _raised_by(load_refusals)
    yield from _raised_by(load_labels)


def _raised_by(load: Callable[[], object]) -> Iterator[KnowledgeError]:
    try:
        load()
    except KnowledgeError as error:
        yield error


def sign(name: str, folder: Path = FOLDER) -> int:
    """Sign off the content as it is now; 1 when it has a mistake, with what it is."""
    if found := [*mistakes(folder)]:
        print(f"Nothing was signed off. {found[0]}", file=sys.stderr)
        return 1
    try:
        knowledge = sign_off.sign(name, datetime.now().astimezone().date(), folder)
    except KnowledgeError as error:
        print(f"Nothing was signed off. {error}", file=sys.stderr)
        return 1
    print(f"{name.strip()} signed off {len(knowledge.digests)} files.")
    return 0
