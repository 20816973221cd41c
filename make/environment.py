"""Make the Python environment of the Makefile's recipes from the hash-locked requirements.

    python make/environment.py [FOLDER [LOCK]]        .venv and requirements/dev.txt unless given

Needs nothing but the standard library. Does nothing where the environment is complete; begins anew where
an installation was interrupted or the lock has changed. Every package is checked against its hash, and
the few that come as source are built with the locked setuptools, without a compiler.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import re
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = "complete.txt"
LOG = "install.log"
PLAIN_SECONDS = 10
"""How often a line is written where the output is no terminal."""
# The lock is whole (no dependencies to find) and fits 3.11, although Rasa declares Python below 3.11.
LOCKED = ("--no-deps", "--ignore-requires-python", "--require-hashes", "--no-build-isolation")
QUIET = ("--no-compile", "--progress-bar", "off", "--no-input", "--disable-pip-version-check")
REMEDY = """The packages could not be installed; the last words of pip are above, all of them in {log}.
It needs a connection to a Python package index and 4 GB of disk. Mend what pip names, then run make again."""


class InstallationError(Exception):
    """Says what went wrong and what to do about it."""


class Progress:
    """One changing line on a terminal, a line now and then elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.start = self.shown = time.monotonic()

    def show(self, text: str) -> None:
        now = time.monotonic()
        line = f"{elapsed(now - self.start)}  {text}"
        if self.out.isatty():
            print(f"\r\033[K{line[:79]}", end="", file=self.out, flush=True)
        elif now - self.shown >= PLAIN_SECONDS:
            self.shown = now
            print(line, file=self.out, flush=True)

    def say(self, text: str) -> None:
        clear = "\r\033[K" if self.out.isatty() else ""
        print(f"{clear}{elapsed(time.monotonic() - self.start)}  {text}", file=self.out, flush=True)


def elapsed(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def stamp(lock: Path, version: str) -> str:
    """What the stamp of a complete environment holds."""
    return f"lock {hashlib.sha256(lock.read_bytes()).hexdigest()}\npython {version}\n"


def python_version(home: Path) -> str:
    """The version of the environment's Python, empty when it does not run."""
    command = [str(home / "bin/python"), "-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip()


def is_complete(home: Path, lock: Path) -> bool:
    try:
        return (home / STAMP).read_text() == stamp(lock, python_version(home))
    except FileNotFoundError:
        return False


@contextmanager
def held(home: Path, progress: Progress) -> Iterator[None]:
    """Only one process at a time installs into the folder."""
    home.mkdir(exist_ok=True)
    folder = os.open(home, os.O_RDONLY)
    os.set_inheritable(folder, True)  # a pip that outlives this process goes on holding the folder
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.say(f"Waiting for another make that is installing into {home.name}")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def requirements(lock: Path) -> dict[str, str]:
    """Each locked package by name, with its hashes, as the lock writes it."""
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text(), flags=re.MULTILINE)[1:]
    return {entry.partition("==")[0]: entry for entry in entries}


def site_packages(home: Path) -> Path:
    return next(home.glob("lib/python3.*/site-packages"))


def run(command: list[str], home: Path, watch: Callable[[str], None]) -> int:
    """Run a command with its output in the log; `watch` gets what was added, several times a second."""
    # This one has no wheel for Python 3.11; so it needs no compiler either.
    environment = os.environ | {"MULTIDICT_NO_EXTENSIONS": "1"}
    with (home / LOG).open("a") as log, (home / LOG).open() as added:
        added.seek(0, os.SEEK_END)
        with subprocess.Popen(
            command, stdout=log, stderr=log, cwd=ROOT, env=environment, close_fds=False
        ) as process:
            while True:
                try:
                    return process.wait(timeout=0.3)
                except subprocess.TimeoutExpired:
                    watch(added.read())


def pip_install(home: Path, requirement_file: Path, progress: Progress) -> None:
    total = len(requirements(requirement_file))
    collected: list[str] = []
    installing = False

    def watch(added: str) -> None:
        nonlocal installing
        collected.extend(re.findall(r"^Collecting ([^=\s]+)", added, flags=re.MULTILINE))
        installing = installing or "Installing collected packages" in added
        if installing:
            done = sum(1 for _ in site_packages(home).glob("*.dist-info"))
            progress.show(f"Installing packages: {min(done, total)} of {total}")
        elif collected:
            progress.show(f"Fetching packages: {len(collected)} of {total} ({collected[-1]})")

    pip = [str(home / "bin/python"), "-I", "-m", "pip", "install", *LOCKED, *QUIET]
    if run([*pip, "-r", str(requirement_file)], home, watch) != 0:
        last = (home / LOG).read_text().strip().splitlines()[-15:]
        raise InstallationError("\n".join([*last, "", REMEDY.format(log=f"{home.name}/{LOG}")]))


def compile_bytecode(home: Path, progress: Progress) -> None:
    """Compiled now, on every core, each later start takes seconds less."""
    folder = site_packages(home)
    total = sum(1 for _ in folder.rglob("*.py"))
    done = 0

    def watch(added: str) -> None:
        nonlocal done
        done += added.count("Compiling ")
        progress.show(f"Compiling: {100 * done // total} %")

    # Its exit code says no more than that some package carries a file which is not meant to be compiled.
    run([str(home / "bin/python"), "-I", "-m", "compileall", "-j", "0", str(folder)], home, watch)


def install(home: Path, lock: Path, progress: Progress) -> None:
    if home.is_symlink():
        raise SystemExit(f"{home.name} is a link to {home.resolve()}: remove the link, or update it there")
    progress.say(
        f"Making {home.name}: Python {platform.python_version()}, packages of {lock.relative_to(ROOT)}"
    )
    venv.create(home, clear=True, symlinks=True, with_pip=True)
    locked = requirements(lock)
    build_tools = home / "build_tools.txt"
    build_tools.write_text(locked["setuptools"] + locked["wheel"])
    pip_install(home, build_tools, progress)
    pip_install(home, lock, progress)
    compile_bytecode(home, progress)
    (home / STAMP).write_text(stamp(lock, python_version(home)))
    progress.say(f"{home.name} is complete")


def main(arguments: list[str]) -> int:
    home = ROOT / (arguments[0] if arguments else ".venv")
    lock = ROOT / arguments[1] if arguments[1:] else LOCK
    progress = Progress(sys.stdout)
    try:
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            raise InstallationError("The packages are locked for Linux on x86_64: use such a machine.")
        with held(home, progress):
            if not is_complete(home, lock):
                install(home, lock, progress)
    except InstallationError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next make begins the installation anew.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
