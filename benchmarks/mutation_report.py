"""The report of `make mutation`: what was noticed, module by module, and every change that was not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

import yaml
from mutmut.stats import status_by_exit_code

JUDGED = Path(__file__).with_name("mutation_judged.yml")
NOTICED = ("killed", "timeout", "segfault")
START, END = "<!-- written by make mutation -->\n", "<!-- end -->\n"
REPORT = Path(__file__).resolve().parent.parent / "docs" / "mutation.md"


@dataclass(frozen=True)
class Change:
    """A change that no test noticed. `why` says why none can; None where that was not judged."""

    function: str
    was: str
    became: str
    why: str | None = None


@dataclass(frozen=True)
class Module:
    """What came of the mutants of one module that were tried."""

    name: str
    mutants: int
    counts: Counter[str]
    unnoticed: tuple[Change, ...]

    @property
    def tried(self) -> int:
        return sum(self.counts.values())

    @property
    def noticed(self) -> int:
        return sum(self.counts[status] for status in NOTICED)

    @property
    def equivalent(self) -> int:
        return sum(change.why is not None for change in self.unnoticed)

    @property
    def survived(self) -> int:
        return self.tried - self.noticed - self.equivalent

    def row(self) -> str:
        cells = (
            self.name, self.mutants, self.tried, self.counts["killed"],
            self.noticed - self.counts["killed"], self.survived, self.equivalent, share(self),
        )  # fmt: skip
        return "| " + " | ".join(map(str, cells)) + " |"


def share(*modules: Module) -> str:
    """How many of the changes that can be noticed were: in percent."""
    noticed = sum(module.noticed for module in modules)
    possible = sum(module.tried - module.equivalent for module in modules)
    return f"{100 * noticed / possible:.1f} %" if possible else "–"


def modules(folder: Path) -> Iterator[Module]:
    """Every module of which mutants were tried under `folder`."""
    reasons = {
        (each["function"], each["was"], each["became"]): str(each["why"])
        for each in yaml.safe_load(JUDGED.read_text(encoding="utf-8")) or []
    }
    for meta in sorted(folder.glob("*/mutants/bot/**/*.py.meta")):
        home, path = folder / meta.relative_to(folder).parts[0], Path(*meta.relative_to(folder).parts[2:])
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        tried = {name: status_by_exit_code[code] for name, code in codes.items() if code is not None}
        if tried:
            missed = [name for name, status in sorted(tried.items()) if status not in NOTICED]
            changes = (change(home, name) for name in missed)
            judged = (
                replace(each, why=reasons.get((each.function, each.was, each.became))) for each in changes
            )
            name = "/".join(path.parts[1:]).removesuffix(".py.meta")
            yield Module(name, len(codes), Counter(tried.values()), tuple(judged))


def change(folder: Path, mutant: str) -> Change:
    """What a mutant changes, as mutmut shows it."""
    command = [sys.executable, "-m", "mutmut", "show", mutant]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    lines = [line for line in shown.splitlines() if line[:3] not in ("---", "+++")]
    was, became = (" ".join(line[1:].strip() for line in lines if line[:1] == sign) for sign in "-+")
    function = mutant.rpartition("__mutmut_")[0].removeprefix("bot.").replace(".x_", ".")
    return Change(function.replace(".xǁ", ".").replace("ǁ", "."), was, became)


def text(found: list[Module], command: str) -> str:
    """The tables, in Markdown."""
    lines = [
        f"Last run: {datetime.now(timezone.utc).date().isoformat()}, `{command}`.",
        "",
        "| module | mutants | tried | killed | ended by time | survived | no difference | noticed |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(module.row() for module in found),
        f"| **all** | {sum(m.mutants for m in found)} | {sum(m.tried for m in found)} "
        f"| {sum(m.counts['killed'] for m in found)} | {sum(m.noticed - m.counts['killed'] for m in found)} "
        f"| {sum(m.survived for m in found)} | {sum(m.equivalent for m in found)} | **{share(*found)}** |",
        "",
        "### Survivors",
        "",
        *(_told(change) for module in found for change in module.unnoticed if change.why is None),
        "",
        "### Changes that make no difference",
        "",
        *(_told(change) for module in found for change in module.unnoticed if change.why is not None),
    ]
    return "\n".join(lines) + "\n"


def _told(change: Change) -> str:
    why = f" – {change.why}" if change.why else ""
    return f"- {change.function}: `{change.was}` → `{change.became or 'nothing'}`{why}"


def write(folder: Path, command: str) -> None:
    """Put the tables of everything tried under `folder` into the report."""
    before, _, rest = REPORT.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    REPORT.write_text(before + START + "\n" + text(list(modules(folder)), command) + "\n" + END + after)
