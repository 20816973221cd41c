"""Change the rules and the turn in small ways, and count which changes the tests notice (docs/mutation.md).

    python -m benchmarks.mutation [--each N] [--seed WORD] [MODULE ...]

Without names every module is tried, each with all of its mutants or a random N of them. The mutants are
made and run by mutmut, in copies of the tree under results/mutation/; the report is written at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

from benchmarks import mutation_report

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "results" / "mutation"
TREE = ("bot", "data", "tests", "benchmarks")
SEED = "heads up"
EVERY_COMBINATION = (
    "tests/domain/test_decision.py::test_every_combination_of_ten_answers_comes_to_what_the_table_says"
)
"""Takes seconds for each mutant; the other tests of the decision are as strict."""
ARGUMENTS = [
    *("-p", "no:cacheprovider"),
    *("-p", "tests.fresh_caches"),
    *("--deselect", EVERY_COMBINATION),
    *("-m", "not model and not postgres and not faults and not slow"),
]


@dataclass(frozen=True)
class Part:
    """Modules that the same tests watch over."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def config(self) -> str:
        """The part of pyproject.toml that mutmut reads."""
        return f"""
[tool.mutmut]
source_paths = ["bot"]
only_mutate = {[f"{module}.py" for module in self.modules]}
also_copy = ["data", "benchmarks"]
pytest_add_cli_args = {ARGUMENTS}
pytest_add_cli_args_test_selection = {list(self.tests)}
do_not_mutate_patterns = ['raise (ValueError|BadCommand)[(]']
timeout_multiplier = 10.0
timeout_constant = 3.0
track_dependencies = false
"""


def _pure() -> tuple[str, ...]:
    """The modules of the rooms that decide and read, without those that only a trained model calls."""
    rooms = ("domain", "screening", "content", "language")
    files = [file for room in rooms for file in sorted((ROOT / "bot" / room).rglob("[a-z]*.py"))]
    return tuple(str(file.relative_to(ROOT).with_suffix("")) for file in files)


PARTS = {
    "pure": Part(_pure(), ("tests/domain", "tests/screening", "tests/content", "tests/language")),
    "turn": Part(
        (
            *(
                f"bot/turn/{name}"
                for name in ("conversations", "outcome", "releases", "reply", "shown", "views")
            ),
            "bot/keys",
        ),
        ("tests/turn", "tests/test_keys.py"),
    ),
}


def mutants(module: str) -> list[str]:
    """The names of all mutants of a module."""
    path = f"{module}.py"
    made = mutate_file_contents(path, (ROOT / path).read_text(encoding="utf-8"))
    return [f"{module.replace('/', '.')}.{name}" for name in made.mutant_names]


def sample(module: str, each: int | None, seed: str) -> list[str]:
    """All mutants of a module, or `each` of them, the same ones for the same seed."""
    every = sorted(mutants(module))
    return every if each is None else random.Random(f"{seed}:{module}").sample(every, min(each, len(every)))


def prepare(name: str, part: Part) -> Path:
    """A copy of the tree as it is now; what mutmut knows from before stays while its configuration does."""
    folder = FOLDER / name
    own = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + part.config
    configuration = folder / "pyproject.toml"
    if configuration.exists() and configuration.read_text(encoding="utf-8") != own:
        shutil.rmtree(folder)  # the same names would stand for other mutants
    for each in TREE:
        shutil.rmtree(folder / each, ignore_errors=True)
        shutil.copytree(ROOT / each, folder / each, ignore=shutil.ignore_patterns("__pycache__"))
    configuration.write_text(own, encoding="utf-8")
    return folder


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """mutmut reads its configuration from where it is called."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(folder: Path, names: list[str], workers: int) -> None:
    """Let mutmut try these mutants. Raises CalledProcessError when the tests fail without a mutant."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers), *names]
    subprocess.run(command, cwd=folder, check=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.mutation")
    parser.add_argument("modules", nargs="*", help="such as bot/domain/decision; all without one")
    parser.add_argument("--each", type=int, help="so many mutants of each module, at random")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    for name, part in PARTS.items():
        modules = [module for module in part.modules if not chosen.modules or module in chosen.modules]
        if modules:
            folder = prepare(name, part)
            with inside(folder):
                names = [mutant for module in modules for mutant in sample(module, chosen.each, chosen.seed)]
            run(folder, names, chosen.workers)
    mutation_report.write(FOLDER, " ".join(["python -m benchmarks.mutation", *map(shlex.quote, arguments)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
