"""The long form of tests/security: every forgery, every hostile text."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from benchmarks.security.result import Result

ROOT: Final = Path(__file__).parents[2]
COMMAND: Final = (sys.executable, "-m", "pytest", "tests/security", "-q", "-o", "junit_family=xunit1")
SIZES: Final = {"HEADS_UP_FORGERIES": "1000", "HEADS_UP_HOSTILE_TEXTS": "1000"}


def own_tests(results: Path) -> list[Result]:
    """Run them; one result for each kind of attack."""
    file, began = results / "security-tests.xml", time.monotonic()
    file.unlink(missing_ok=True)
    ran = subprocess.run(
        [*COMMAND, f"--junitxml={file}"],
        cwd=ROOT,
        env={**os.environ, **SIZES},
        capture_output=True,
        text=True,
        check=False,
    )
    (results / "security-tests.log").write_text(ran.stdout + ran.stderr, encoding="utf-8")
    found = [_result(case) for case in ElementTree.parse(file).iter("testcase")]
    whole = [result for result in found if result.cases or result.faults]
    if ran.returncode and not any(result.faults for result in whole):
        whole.append(
            Result("tests", seconds=time.monotonic() - began, faults=["they did not run to their end"])
        )
    return whole


def _result(case: ElementTree.Element) -> Result:
    told = {item.get("name"): item.get("value") or "" for item in case.iter("property")}
    failed = [item for kind in ("failure", "error") for item in case.iter(kind)]
    return Result(
        told.get("kind", case.get("name") or ""),
        cases=int(told.get("cases", "0")),
        seconds=float(case.get("time") or 0),
        faults=[(item.get("message") or "failed").splitlines()[0][:200] for item in failed],
    )
