"""Schemathesis against the running service, out of an environment of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections import Counter
from pathlib import Path

from benchmarks.security.result import WANTED, Result

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
CONFIG = FOLDER / "schemathesis.toml"


def command(tools: Path, address: str, examples: int, seed: int) -> list[str]:
    """How Schemathesis is called."""
    options = ["--max-examples", str(examples), "--workers", "3", "--seed", str(seed), "--no-color"]
    return [
        *(str(tools / "schemathesis"), "--config-file", str(CONFIG.relative_to(ROOT)), "run"),
        *(f"{address}/openapi.json", *options),
    ]


def schemathesis(tools: Path, address: str, examples: int, seed: int, results: Path) -> Result:
    """Run it. What it wrote is kept in the folder of results."""
    statuses, told = results / "schemathesis-statuses.json", results / "schemathesis.log"
    environment = {**os.environ, "SECURITY_ADDRESS": address, "SECURITY_STATUSES": str(statuses)}
    began = time.monotonic()
    ran = subprocess.run(
        command(tools, address, examples, seed),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    told.write_text(ran.stdout + ran.stderr, encoding="utf-8")
    result = Result("Schemathesis", seconds=time.monotonic() - began)
    found = re.search(r"(\d[\d,]*) generated", ran.stdout)
    result.cases = int(found[1].replace(",", "")) if found else 0
    result.statuses = Counter(json.loads(statuses.read_text(encoding="utf-8")))
    result.faults = re.findall(r"^- (.+)$", ran.stdout, re.MULTILINE) if ran.returncode else []
    if ran.returncode and not result.faults:
        result.faults = [f"it ended with {ran.returncode}"]
    unwanted = [
        status
        for status in result.statuses
        if status != WANTED and (status.startswith("5") or not status.isdigit())
    ]
    result.faults += [f"{result.statuses[status]} times {status}" for status in unwanted]
    return result
