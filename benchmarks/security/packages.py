"""What we are built of: a software bill of materials, and what is known to be vulnerable of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
LOCK: Final = "requirements/app.txt"
KNOWN: Final = "aiohttp"
"""Its locked version has published vulnerabilities: a database that knows none of them is no help."""


def bill_of_materials(tools: Path, results: Path) -> int:
    """Write results/sbom.json (CycloneDX); how many components stand in it."""
    file = results / "sbom.json"
    options = ["--output-reproducible", "--of", "JSON", "--validate", "-o", str(file)]
    subprocess.run([str(tools / "cyclonedx-py"), "requirements", LOCK, *options], cwd=ROOT, check=True)
    components: list[Any] = json.loads(file.read_text(encoding="utf-8"))["components"]
    return len(components)


def audit(tools: Path, results: Path) -> str:
    """What pip-audit says about the locked packages, in one sentence."""
    file = results / "pip-audit.json"
    file.unlink(missing_ok=True)
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json", "-o", str(file)]
    try:
        subprocess.run(
            [str(tools / "pip-audit"), "-r", LOCK, *options],
            cwd=ROOT,
            capture_output=True,
            timeout=300,
            check=False,
        )
        found = {
            entry["name"]: [one["id"] for one in entry.get("vulns", ())]
            for entry in json.loads(file.read_text(encoding="utf-8"))["dependencies"]
        }
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return "pip-audit could not reach a database of vulnerabilities."
    if not found.get(KNOWN):
        return (
            f"pip-audit was told of no vulnerability, not even of those published for the locked {KNOWN}: "
            "the database that answers here holds none, so this says nothing."
        )
    named = [f"{name} ({', '.join(ids)})" for name, ids in sorted(found.items()) if ids]
    return f"pip-audit names {len(named)} of {len(found)} packages: {'; '.join(named)}."
