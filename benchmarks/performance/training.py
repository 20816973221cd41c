"""What training from nothing costs, ours and stock with its defaults."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.performance.stock_project import ROOT, write_project
from bot.content.knowledge import Knowledge

ENVIRONMENT: Final = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of processors: the second says the same on a busy machine."""

    seconds: float
    processor: float


def train_ours(folder: Path) -> Cost:
    """Train the assistant into an empty folder, as `make train` does."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "bot", "train"]
    return run(command, ROOT, folder / "output.txt", MODELS=str(folder))


def stock(folder: Path, knowledge: Knowledge) -> Cost:
    """The stock project in `folder`, trained: from nothing, or as it was trained there the last time."""
    written = folder / "training.json"
    if written.exists():
        return Cost(**json.loads(written.read_text(encoding="utf-8")))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_project(folder, knowledge)
    cost = run([sys.executable, "-m", "rasa", "train"], folder, folder / "training.txt")
    written.write_text(json.dumps(asdict(cost)), encoding="utf-8")
    return cost


def run(command: list[str], folder: Path, output: Path, **settings: str) -> Cost:
    """Run a command to its end. Raises RuntimeError, with its last lines, where it fails."""
    environment = {**os.environ, **ENVIRONMENT, **settings}
    began = time.monotonic()
    with output.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        _, status, usage = os.wait4(process.pid, 0)
    if process.returncode is None:
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command[1:])} failed: {output.read_text()[-500:]}")
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime)
