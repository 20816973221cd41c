"""Training Rasa's model when something it learns from changed (`python -m bot train`)."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
MODEL = f"heads-up-{PYTHON}.tar.gz"
FINGERPRINT = f"heads-up-{PYTHON}.fingerprint"
LEARNED_FROM = (
    "config.yml",
    "domain.yml",
    "data",
    "bot/knowledge",
    *(f"bot/language/{room}" for room in ("text", "lexicon", "conditions", "topics", "ear")),
    *(
        f"bot/dialogue/rasa/{name}.py"
        for name in ("classifier", "conditions", "ear", "importer", "rule_table")
    ),
    "requirements/app.txt",
)
NOT_LEARNED_FROM = "bot/knowledge/clinic.yml"
"""Nothing of it is learned; and a sign-off, which stands in it, must not ask for another model."""


class NotTrained(Exception):
    """There is no model that fits; the message says how to get one."""


def fingerprint(root: Path = ROOT) -> str:
    """A digest of everything the model is made from."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def trained_model(models: Path, root: Path = ROOT) -> Path:
    """The model that fits what it is made from. Raises NotTrained."""
    stamp, model = models / FINGERPRINT, models / MODEL
    if not model.exists() or not stamp.exists():
        raise NotTrained(f"there is no model in {models}: run `make train`")
    told, _, checksum = stamp.read_text(encoding="ascii").strip().partition(" ")
    if told != fingerprint(root):
        raise NotTrained(f"the model in {models} is older than what it is made from: run `make train`")
    if checksum != _sha256(model):
        raise NotTrained(f"the model in {models} is not the one that was trained: run `make train`")
    return model


@contextmanager
def checked_copy(models: Path, sha256: str | None = None, root: Path = ROOT) -> Iterator[Path]:
    """The model that fits, to be loaded from where nobody else can write. Raises NotTrained.

    An archive can hold code: what is loaded is the very file that was checked, and with `sha256`, which is
    kept apart from the archive, no other than the one of this hash.
    """
    with TemporaryDirectory(prefix="heads-up-") as folder:
        copy = Path(shutil.copyfile(trained_model(models, root), Path(folder) / MODEL))
        shutil.copyfile(models / FINGERPRINT, Path(folder) / FINGERPRINT)
        trained_model(Path(folder), root)
        if sha256 is not None and sha256 != _sha256(copy):
            raise NotTrained(f"the model in {models} is not the one that MODEL_SHA256 names")
        yield copy


def train(models: Path, root: Path = ROOT) -> Path:
    """Train, unless the model fits already. Takes about half a minute; the model is replaced at the end."""
    try:
        return trained_model(models, root)
    except NotTrained:
        pass
    models.mkdir(parents=True, exist_ok=True)
    learned_from, started = fingerprint(root), time.monotonic()
    print("Training the model (half a minute, only when something changed) ...", flush=True)
    fresh = _run_rasa(models, root)
    checksum = _sha256(fresh)
    fresh.replace(models / MODEL)
    stamp = models / f"{FINGERPRINT}.new"
    stamp.write_text(f"{learned_from} {checksum}\n", encoding="ascii")
    stamp.replace(models / FINGERPRINT)
    print(f"Trained in {time.monotonic() - started:.0f} s. sha256: {checksum}", flush=True)
    return models / MODEL


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in LEARNED_FROM:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if _is_learned_from(file, root))


def _is_learned_from(file: Path, root: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts and file != root / NOT_LEARNED_FROM


def _run_rasa(models: Path, root: Path) -> Path:
    """Run `rasa train` with its many lines kept in a file. Raises NotTrained with the last of them."""
    fresh, lines = models / f"fresh-{os.getpid()}", models / "training.log"
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "--force",
        "--out",
        str(models),
        "--fixed-model-name",
        fresh.name,
    ]
    quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(root)}
    with (
        lines.open("wb") as log,
        subprocess.Popen(
            command, cwd=root, env=quiet, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        _wait(process)
    model = fresh.with_suffix(".tar.gz")
    if process.returncode != 0 or not model.exists():
        last = lines.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-5:]
        raise NotTrained("\n".join(["training failed; `make rasa-test` checks the data. Rasa said:", *last]))
    return model


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Wait, and show that time passes where somebody looks."""
    started = time.monotonic()
    while process.poll() is None:
        if sys.stdout.isatty():
            print(f"\r  {time.monotonic() - started:.0f} s", end="", flush=True)
        time.sleep(0.5)
    if sys.stdout.isatty():
        print("\r", end="")


def main() -> int:
    """Train into the settings' folder; 1 where that fails, with the reason."""
    from bot.settings import SettingsError, read_settings

    try:
        train(read_settings(os.environ).models)
    except (NotTrained, SettingsError) as problem:
        print(f"The model cannot be trained. {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
