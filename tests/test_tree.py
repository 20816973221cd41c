"""The house rules of the tree: who imports whom, how long a module grows, and that the documents are true."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = ("bot", "actions", "tests", "make", "benchmarks")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

SHARED = ("bot.settings", "bot.keys")
"""What every room may use: settings, and the keys made of them."""

OF_THE_EDGE = ("bot.channels.web.addresses", "bot.channels.web.logs")
"""What the console shares with the visitors' edge: whose address it is, and how it logs."""

_LANGUAGE = ("bot.content", "bot.domain")
_TURN = ("bot.language", "bot.screening", "bot.dialogue.port", "bot.store", *_LANGUAGE)

MAY_IMPORT = {
    "bot.domain": (),
    "bot.content": ("bot.domain",),
    "bot.screening": _LANGUAGE,
    "bot.language": _LANGUAGE,
    "bot.store": ("bot.domain", *SHARED),
    "bot.dialogue.port": ("bot.domain", "bot.screening"),
    "bot.turn": (*_TURN, *SHARED),
    "actions": (*_TURN, "bot.turn", "bot.dialogue.rasa.provided"),
    "bot.dialogue": (*_TURN, "actions", *SHARED),
    "bot.channels": (*_TURN, "bot.turn", *SHARED),
    "bot.console": (*_TURN, "bot.turn", *OF_THE_EDGE, *SHARED),
    "bot.chat": ("bot.channels.cleaning",),
    "bot.service": ("bot", "actions"),
}
"""Which of our rooms each may import besides itself: one way, from the channels down to the domain."""

FRAMEWORKS = {
    "bot.domain": (),
    "bot.content": ("yaml", "pydantic"),
    "bot.screening": (),
    "bot.language": ("spacy", "medspacy", "numpy", "scipy", "sklearn", "onnxruntime", "tokenizers"),
}
"""What the pure rooms may import besides the standard library."""


def modules(package: str) -> list[Path]:
    place = ROOT / package.replace(".", "/")
    return sorted(place.rglob("*.py")) or [place.with_suffix(".py")]


def imported(module: Path) -> Iterator[str]:
    """The dotted name of everything that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.relative_to(ROOT)}: import by the full name, not by dots"
            # "from bot import settings" names the module bot.settings
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("room", FRAMEWORKS)
def test_the_pure_rooms_know_no_framework(room: str) -> None:
    allowed = ("bot", *FRAMEWORKS[room], *sys.stdlib_module_names)
    foreign = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(room)
        for name in imported(module)
        if not is_within(name, allowed)
    ]
    assert foreign == []


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_go_one_way(room: str) -> None:
    allowed = (room, *MAY_IMPORT[room])
    against = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(room)
        for name in imported(module)
        if is_within(name, ("bot", "actions", "tests")) and not is_within(name, allowed)
    ]
    assert against == []


def test_every_room_has_its_line() -> None:
    rooms = {f"bot.{folder.parent.name}" for folder in (ROOT / "bot").glob("*/__init__.py")}
    assert rooms - {".".join(name.split(".")[:2]) for name in MAY_IMPORT} == set()


@pytest.mark.parametrize("depth", [2, 3, 9], ids=["rooms", "wings", "modules"])
def test_nothing_imports_itself_by_a_circle(depth: int) -> None:
    files = {name_of(module): module for folder in ("bot", "actions") for module in modules(folder)}
    graph: dict[str, set[str]] = {}
    for name, module in files.items():
        others = {part_of(known, depth) for one in imported(module) if (known := known_in(one, files))}
        graph.setdefault(part_of(name, depth), set()).update(others - {part_of(name, depth)})
    TopologicalSorter(graph).prepare()


def name_of(module: Path) -> str:
    return ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def known_in(imported_name: str, files: Mapping[str, Path]) -> str | None:
    """The module that is imported, or that a name is imported from."""
    whole, _, _ = imported_name.rpartition(".")
    return next((name for name in (imported_name, whole) if name in files), None)


def part_of(name: str, depth: int) -> str:
    """What a module belongs to, so many levels deep."""
    return ".".join(name.split(".")[:depth])


def test_no_module_is_longer_than_450_lines() -> None:
    files = [
        file for folder in CODE for suffix in ("py", "js") for file in (ROOT / folder).rglob(f"*.{suffix}")
    ]
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files
    }
    assert {name: length for name, length in lengths.items() if length > 450} == {}


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_no_requirement_names_a_download_address(file: Path) -> None:
    assert not re.search(r"://| @ |--(extra-)?index-url|--find-links", file.read_text())


@pytest.mark.parametrize("name", ["app.txt", "dev.txt"])
def test_every_locked_package_has_one_version_and_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements" / name).read_text().strip())
    assert [entry for entry in entries if not re.match(r"\S+==\S+.*--hash=sha256:", entry, re.DOTALL)] == []


def test_what_tests_need_is_locked_to_the_versions_the_assistant_runs_on() -> None:
    app, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("app.txt", "dev.txt")
    )
    assert app - dev == set()


@pytest.mark.parametrize("command", ["make run", "make test"])
def test_the_first_screen_of_the_readme_names_the_two_commands(command: str) -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert any(line.startswith(command) for line in first_screen)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_make_command_in_the_documents_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(re.findall(r"(?:`|^)make ([a-z][a-z-]*)", document.read_text(encoding="utf-8"), re.MULTILINE))
    assert told - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_between_the_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_setting_of_the_code_stands_in_the_readme() -> None:
    settings = set(re.findall(r'"([A-Z][A-Z_]+)"', (ROOT / "bot/settings.py").read_text(encoding="utf-8")))
    told = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert settings - told == set()


def test_every_phony_target_is_explained_by_make_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = " ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE))
    assert set(phony.split()) == set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))


def test_recipes_keep_bytecode_and_send_no_telemetry() -> None:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "RASA_TELEMETRY_ENABLED": "true"}
    shown = subprocess.run(
        ["make", "--eval", "show: ; @env", "show"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert "RASA_TELEMETRY_ENABLED=false" in shown
    assert not [line for line in shown if line.startswith("PYTHONDONTWRITEBYTECODE=")]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text().splitlines()
