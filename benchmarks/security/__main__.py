"""`python -m benchmarks.security TOOLS`: every attack at length, into docs/security.md. About an hour.

TOOLS is the folder with the programs of requirements/security.txt.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.security.afterwards import faults_of
from benchmarks.security.api import command, schemathesis
from benchmarks.security.fuzzing import fuzz
from benchmarks.security.own_tests import SIZES, own_tests
from benchmarks.security.packages import audit, bill_of_materials
from benchmarks.security.report import page, table
from benchmarks.security.result import Result
from benchmarks.security.running import running

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Attack, and write down what came of it; 1 where something should not have been."""
    parser = argparse.ArgumentParser(prog="make security")
    parser.add_argument("tools", type=Path)
    parser.add_argument("--cases", type=int, default=50_000, help="requests to the running service")
    parser.add_argument("--examples", type=int, default=3_000, help="of Schemathesis, for each call")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    results = ROOT / "results"
    results.mkdir(exist_ok=True)
    packages = f"`results/sbom.json` (CycloneDX) names {bill_of_materials(given.tools, results)} components. "
    packages += audit(given.tools, results)
    with ThreadPoolExecutor(1) as beside:
        testing = beside.submit(own_tests, results)
        fuzzed, afterwards = attack(given.tools.absolute(), given.cases, given.examples, given.seed, results)
        attacks = testing.result()
    print(table([*fuzzed, *attacks]), *afterwards, packages, sep="\n")
    told = page(fuzzed, afterwards, attacks, packages, commands(given))
    (ROOT / "docs" / "security.md").write_text(told, encoding="utf-8")
    return int(bool(afterwards) or any(result.faults for result in (*fuzzed, *attacks)))


def attack(
    tools: Path, cases: int, examples: int, seed: int, results: Path
) -> tuple[list[Result], list[str]]:
    """Schemathesis, then strange requests until there were so many cases; and how the service is then."""
    with running(results / "security-service.log") as service:
        described = schemathesis(tools, service.address, examples, seed, results)
        strange = fuzz(service.address, max(0, cases - described.cases), seed)
        return [described, strange], faults_of(service)


def commands(given: argparse.Namespace) -> list[str]:
    """The exact commands, as they can be typed."""
    options = f"--cases {given.cases} --examples {given.examples} --seed {given.seed}"
    called = command(Path("bin"), "$ADDRESS", given.examples, given.seed)
    return [
        f"make security    # python -m benchmarks.security {options}, which runs:",
        f"{' '.join(called).removeprefix('bin/')}",
        f"{' '.join(f'{name}={value}' for name, value in SIZES.items())} python -m pytest tests/security -q",
        "cyclonedx-py requirements requirements/app.txt --output-reproducible --of JSON",
        "pip-audit -r requirements/app.txt --no-deps --disable-pip",
    ]


if __name__ == "__main__":
    sys.exit(main())
