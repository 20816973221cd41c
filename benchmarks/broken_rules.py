"""Break each safety rule of the contract on purpose, and see whether the tests notice.

    python -m benchmarks.broken_rules [WORD]        only those whose sentence holds WORD

Each breakage of broken_rules.yml is made in a copy of the tree, one at a time, and the tests of the rules and
of the turn run until the first one fails. Ends with 1 if they all pass with a rule broken.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_suffix(".yml")
TREE = ("bot", "data", "tests", "pyproject.toml")
SLOW_TO_BEGIN = (
    "tests/language/answers/test_reading.py",
    "tests/language/red_flags/test_finding.py",
    "tests/content/test_loading.py",
    "tests/content/test_loading_texts.py",
)
STAGES = (
    (
        *("tests/domain", "tests/screening", "tests/content", "tests/language"),
        *("--ignore=tests/language/conditions", "--ignore=tests/language/topics"),
        *("-k", "not every_combination"),
        *(f"--ignore={file}" for file in SLOW_TO_BEGIN),
    ),
    ("tests/turn",),
    SLOW_TO_BEGIN,
    ("tests/store/test_faults.py", "-m", "not postgres"),
)
"""All tests that are tried, the quickest first."""
CLOSEST = {
    "bot/language/answers/rules.py": ("tests/language/answers/test_reading.py",),
    "bot/domain/turn_record.py": ("tests/store/test_unit_of_work.py",),
    "bot/turn/conversations.py": ("tests/turn/test_faults.py",),
    "bot/turn/turns.py": tuple(
        f"tests/turn/test_{name}.py" for name in ("turn", "kept", "faults", "new_checklist", "alerts")
    ),
    "bot/turn/record.py": ("tests/turn/test_kept.py",),
    "bot/store/conversations/store.py": ("tests/turn/test_faults.py",),
    "bot/store/conversations/unit_of_work.py": ("tests/turn/test_alerts.py",),
}
"""Where the tests of a module are not called like it. They come before all others."""
ONLY = "not model and not postgres and not faults and not slow"


@dataclass(frozen=True)
class Breakage:
    """One rule broken: `old` in `file` becomes `new`."""

    rule: int
    broken: str
    file: str
    old: str
    new: str

    def made_in(self, text: str) -> str:
        """`text` with the breakage. Raises ValueError unless its place stands there exactly once."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file}: {self.old!r} stands there {text.count(self.old)} times, not once")
        return text.replace(self.old, self.new)


def breakages() -> list[Breakage]:
    """All of the list, in its order."""
    return [Breakage(**entry) for entry in yaml.safe_load(LIST.read_text(encoding="utf-8"))]


def closest(file: str) -> tuple[str, ...]:
    """The tests of a module itself."""
    folder, _, name = file.removeprefix("bot/").rpartition("/")
    own = Path("tests", folder, f"test_{name}")
    return CLOSEST.get(file) or ((str(own),) if (ROOT / own).exists() else ())


def first_failure(tree: Path, file: str = "") -> str | None:
    """The first test that fails in `tree` with a breakage in `file`; None when all pass.

    Raises RuntimeError when none can run.
    """
    for tests in filter(None, (closest(file) if file else (), *STAGES)):
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", ONLY, *tests]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
        found = re.search(r"^(?:FAILED|ERROR) (tests/.+?)(?: - |$)", done.stdout, flags=re.MULTILINE)
        if done.returncode == 1 and found:
            return found[1]
        if done.returncode != 0:
            raise RuntimeError(f"the tests do not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return None


def noticed(chosen: list[Breakage], *, sound: bool = False) -> Iterator[tuple[Breakage, str | None]]:
    """Each breakage with the test that noticed it, or None. `sound`: the tests are known to pass without."""
    with TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in TREE:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, tree / name)
        if not sound and (failed := first_failure(tree)):
            raise RuntimeError(f"{failed} fails with no rule broken")
        for breakage in chosen:
            file = tree / breakage.file
            whole = file.read_text(encoding="utf-8")
            file.write_text(breakage.made_in(whole), encoding="utf-8")
            yield breakage, first_failure(tree, breakage.file)
            file.write_text(whole, encoding="utf-8")


def main(words: list[str]) -> int:
    chosen = [each for each in breakages() if all(word in each.broken for word in words)]
    survived = 0
    for breakage, test in noticed(chosen):
        survived += test is None
        print(f"rule {breakage.rule}: {breakage.broken}\n    {test or 'NOT NOTICED'}", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} broken rules were noticed")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
