"""The map is true: the paths and functions that it names exist, and a newcomer finds the file.

The other documents name no path that is gone either.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAP = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
"""What is kept up to date; a decision (docs/adr) names what stood when it was made."""
PATH = r"(?:actions|benchmarks|bot|data|deploy|docs|make|tests)/[\w./-]*"
PLACES = sorted(set(re.findall(rf"`({PATH})`", MAP)))
FUNCTIONS = sorted(set(re.findall(rf"`({PATH})` ·\s+`([\w.]+)`", MAP)))

WAYS = ("A typed message", "A choice", "A Telegram update", "A console page")

NEWCOMERS = {
    "a question": "bot/knowledge/en/checklist.yml",
    "another language": "bot/knowledge/en/",
    "why was this read as no?": "bot/language/answers/reading.py",
    "why is the outcome that?": "bot/domain/decision.py",
    "who may see a note": "bot/console/auth/roles.py",
    "a sentence that the assistant says": "bot/knowledge/en/wording.yml",
    "a red flag": "bot/knowledge/en/red_flags.yml",
    "a Rasa rule": "data/dialogue/phases.yml",
    "a setting": "bot/settings.py",
    "a metric": "bot/channels/metrics.py",
    "a table or column": "bot/store/migrations/versions/",
}
"""What somebody new asks, as a row of the table "Where to change what" begins, and the file that answers."""


def defined(source: str) -> Iterator[str]:
    """Every function, class and method of a module, as the map writes it."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield from (
                f"{node.name}.{each.name}"
                for each in node.body
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
            )
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


@pytest.mark.parametrize("place", PLACES)
def test_every_place_of_the_map_exists(place: str) -> None:
    assert (ROOT / place).exists()
    assert place.endswith("/") == (ROOT / place).is_dir(), "folders end in a slash"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_no_document_names_a_path_that_is_gone(document: Path) -> None:
    named = set(re.findall(rf"`({PATH})`", document.read_text(encoding="utf-8")))
    assert {path for path in named if not (ROOT / path).exists()} == set()


@pytest.mark.parametrize(("file", "name"), FUNCTIONS)
def test_every_function_of_the_map_is_in_its_file(file: str, name: str) -> None:
    assert name in set(defined((ROOT / file).read_text(encoding="utf-8")))


def test_the_map_names_functions_of_every_way_through_the_house() -> None:
    flows = [part for part in MAP.split("\n## ") if part.startswith(WAYS)]
    assert len(flows) == len(WAYS)
    assert all(re.search(r"^1\. ", flow, re.MULTILINE) and " · " in flow for flow in flows)


def test_every_room_stands_on_the_map_with_its_wings() -> None:
    rows = dict(re.findall(r"^\| `([\w/]+/)` \| (.*) \|$", MAP, re.MULTILINE))
    rooms = {f"bot/{folder}/": wings for folder, wings in folders(ROOT / "bot").items()}
    assert set(rooms) - set(rows) == set()
    unnamed = {
        room: {wing for wing in wings if f"`{wing}/`" not in rows[room]} for room, wings in rooms.items()
    }
    assert {room: wings for room, wings in unnamed.items() if wings} == {}


def folders(place: Path) -> dict[str, list[str]]:
    """The packages in a folder, each with those in it."""
    inner = sorted(folder.parent for folder in place.glob("*/__init__.py"))
    return {folder.name: list(folders(folder)) for folder in inner}


@pytest.mark.parametrize("question", NEWCOMERS)
def test_a_newcomer_finds_the_file_at_first_try(question: str) -> None:
    _, _, table = MAP.partition("## Where to change what")
    rows = [line for line in table.splitlines() if line.startswith("| ") and question in line]
    assert any(f"`{NEWCOMERS[question]}`" in row for row in rows), f"no row about {question!r} names the file"
