"""How a fresh machine gets its environment: the Python that is found, the packages that are installed."""

from __future__ import annotations

import io
import platform
import shutil
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path

import pytest

from make import environment

SCRIPT = Path(environment.__file__).parent / "find_python.sh"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCK_TEXT = "setuptools==1 \\\n    --hash=sha256:0\nwheel==2 \\\n    --hash=sha256:1\n"


# ---- Finding a Python ----


def fake_python(file: Path, version: str, first: str = "") -> Path:
    """A command that runs the finder's question as if it were the Python of this version."""
    file.parent.mkdir(parents=True, exist_ok=True)
    major, minor = version.split(".")
    told = f"import sys; sys.version_info = ({major}, {minor}, 0); sys.prefix = sys.base_prefix; "
    told += f"sys.executable = '{file}'; {first}"
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -c "{told}\n$3" "$4"\n')
    file.chmod(0o755)
    return file


def find_python(
    folder: Path, *arguments: str, path: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the finder where PATH holds the given folders and three plain tools, and HOME nothing."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    for name in ("tr", "sed"):
        tool = shutil.which(name)
        assert tool is not None
        (tools / name).unlink(missing_ok=True)
        (tools / name).symlink_to(tool)
    variables = {"PATH": f"{path}:{tools}", "HOME": str(folder / "home"), **settings}
    command = ["/bin/sh", str(SCRIPT), *arguments]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


def test_python_3_11_goes_before_3_10_wherever_it_stands_on_the_path(tmp_path: Path) -> None:
    fake_python(tmp_path / "a/python3.10", "3.10")
    newer = fake_python(tmp_path / "b/python3.11", "3.11")
    assert find_python(tmp_path, path=f"{tmp_path}/a:{tmp_path}/b").stdout == f"{newer}\n"


def test_python_3_10_is_taken_where_there_is_no_3_11(tmp_path: Path) -> None:
    fake_python(tmp_path / "a/python3", "3.12")
    older = fake_python(tmp_path / "b/python3", "3.10")
    assert find_python(tmp_path, path=f"{tmp_path}/a:{tmp_path}/b").stdout == f"{older}\n"


def test_a_shim_that_stands_for_nothing_is_passed_over(tmp_path: Path) -> None:
    shim = tmp_path / "shims/python3.11"
    shim.parent.mkdir()
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.11: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    real = fake_python(tmp_path / "b/python3.11", "3.11")
    assert find_python(tmp_path, path=f"{tmp_path}/shims:{tmp_path}/b").stdout == f"{real}\n"


@pytest.mark.parametrize(
    "file",
    [
        "home/.pyenv/versions/3.11.7/bin/python3.11",
        "home/.local/share/uv/python/cpython-3.11.9-linux-x86_64-gnu/bin/python3.11",
    ],
)
def test_the_folders_of_pyenv_and_uv_are_looked_into(tmp_path: Path, file: str) -> None:
    python = fake_python(tmp_path / file, "3.11")
    assert find_python(tmp_path).stdout == f"{python}\n"


def test_the_folders_that_pyenv_and_uv_were_told_to_use_are_looked_into(tmp_path: Path) -> None:
    by_pyenv = fake_python(tmp_path / "pyenv/versions/3.11.7/bin/python3.11", "3.11")
    by_uv = fake_python(tmp_path / "uv/cpython-3.10/bin/python3.10", "3.10")
    told = {"PYENV_ROOT": str(tmp_path / "pyenv"), "UV_PYTHON_INSTALL_DIR": str(tmp_path / "uv")}
    assert find_python(tmp_path, "all", **told).stdout == f"{by_pyenv}\n{by_uv}\n"


def test_a_folder_with_a_space_in_its_name_does_no_harm(tmp_path: Path) -> None:
    python = fake_python(tmp_path / "my tools/python3.11", "3.11")
    assert find_python(tmp_path, path=f"{tmp_path}/my tools").stdout == f"{python}\n"


def test_all_prints_one_python_of_each_version(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        for version in ("3.10", "3.11"):
            fake_python(tmp_path / folder / f"python{version}", version)
    found = find_python(tmp_path, "all", path=f"{tmp_path}/a:{tmp_path}/b").stdout
    assert found == f"{tmp_path}/a/python3.11\n{tmp_path}/a/python3.10\n"


def test_a_version_can_be_asked_for(tmp_path: Path) -> None:
    for version in ("3.10", "3.11"):
        fake_python(tmp_path / f"a/python{version}", version)
    assert find_python(tmp_path, "3.10", path=f"{tmp_path}/a").stdout == f"{tmp_path}/a/python3.10\n"


def test_the_python_below_a_virtual_environment_is_found_not_the_environment(tmp_path: Path) -> None:
    venv.create(tmp_path / "made", symlinks=True)
    found = find_python(tmp_path, HERE, path=f"{tmp_path}/made/bin").stdout.strip()
    assert Path(found).exists()
    assert not Path(found).is_relative_to(tmp_path)


def test_none_there_is_said_in_one_line_that_tells_how_to_get_one(tmp_path: Path) -> None:
    fake_python(tmp_path / "a/python3", "3.12")
    found = find_python(tmp_path, path=f"{tmp_path}/a")
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert "install" in found.stderr


def test_a_python_without_venv_is_passed_over(tmp_path: Path) -> None:
    fake_python(tmp_path / "a/python3.11", "3.11", "sys.modules['ensurepip'] = None")
    whole = fake_python(tmp_path / "b/python3.10", "3.10")
    assert find_python(tmp_path, path=f"{tmp_path}/a:{tmp_path}/b").stdout == f"{whole}\n"


def test_only_a_python_without_venv_names_the_package_to_install(tmp_path: Path) -> None:
    fake_python(tmp_path / "a/python3.11", "3.11", "sys.modules['ensurepip'] = None")
    found = find_python(tmp_path, path=f"{tmp_path}/a")
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert "python3.11-venv" in found.stderr


# ---- Installing ----


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with a lock of two packages, where an environment is a script that notes how it is called."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/dev.txt").write_text(LOCK_TEXT)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "LOCK", tmp_path / "requirements/dev.txt")

    def create(home: Path, **_: object) -> None:
        (home / f"lib/python{HERE}/site-packages").mkdir(parents=True, exist_ok=True)
        (home / "bin").mkdir(exist_ok=True)
        (home / environment.STAMP).unlink(missing_ok=True)
        answer = f'case "$*" in *version_info*) echo {HERE}; exit;; esac'
        fail = f'if [ -e "{tmp_path}/broken" ]; then echo "no such package"; exit 1; fi'
        (home / "bin/python").write_text(f'#!/bin/sh\n{answer}\necho "$*" >> "{tmp_path}/calls"\n{fail}\n')
        (home / "bin/python").chmod(0o755)

    monkeypatch.setattr(venv, "create", create)
    return tmp_path


def calls(tree: Path) -> list[str]:
    return (tree / "calls").read_text().splitlines()


def test_an_installation_checks_hashes_builds_with_locked_tools_and_compiles(tree: Path) -> None:
    assert environment.main([]) == 0
    tools, packages, compiling = calls(tree)
    assert tools.endswith("build_tools.txt")
    assert packages.endswith("requirements/dev.txt")
    assert "compileall" in compiling
    for call in (tools, packages):
        assert "--require-hashes" in call
        assert "--no-build-isolation" in call


def test_a_second_run_installs_nothing(tree: Path) -> None:
    environment.main([])
    first = calls(tree)
    assert environment.main([]) == 0
    assert calls(tree) == first


def test_a_changed_lock_installs_anew(tree: Path) -> None:
    environment.main([])
    environment.LOCK.write_text(LOCK_TEXT.replace("==2", "==3"))
    environment.main([])
    assert len(calls(tree)) == 6


def test_an_environment_whose_python_has_gone_is_made_anew(tree: Path) -> None:
    environment.main([])
    (tree / ".venv/bin/python").unlink()
    environment.main([])
    assert len(calls(tree)) == 6


def test_a_failed_installation_says_why_and_is_repeated(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tree / "broken").touch()
    assert environment.main([]) == 1
    said = capsys.readouterr().err
    assert "no such package" in said
    assert f".venv/{environment.LOG}" in said
    (tree / "broken").unlink()
    assert environment.main([]) == 0
    assert environment.is_complete(tree / ".venv", environment.LOCK)


def test_the_folder_can_be_named(tree: Path) -> None:
    assert environment.main([".venv-3.10"]) == 0
    assert environment.is_complete(tree / ".venv-3.10", environment.LOCK)
    assert not (tree / ".venv").exists()


def test_an_environment_can_be_made_of_another_lock(tree: Path) -> None:
    other = environment.LOCK.with_name("security.txt")
    other.write_text(LOCK_TEXT.replace("==2", "==3"))
    assert environment.main([".venv-security", "requirements/security.txt"]) == 0
    assert environment.is_complete(tree / ".venv-security", other)
    assert calls(tree)[1].endswith("requirements/security.txt")


def test_two_at_once_install_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    progress = environment.Progress(io.StringIO())
    second = threading.Thread(target=environment.main, args=([],), daemon=True)
    with environment.held(tree / ".venv", progress):
        second.start()
        deadline = time.monotonic() + 10
        while "Waiting" not in out.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
        environment.install(tree / ".venv", environment.LOCK, progress)
    second.join(timeout=10)
    assert "Waiting" in out.getvalue()
    assert len(calls(tree)) == 3


def test_another_kind_of_machine_is_refused_before_anything_is_made(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert environment.main([]) == 1
    assert "x86_64" in capsys.readouterr().err
    assert not (tree / ".venv").exists()


def test_progress_in_a_file_is_plain_lines_now_and_then() -> None:
    out = io.StringIO()
    progress = environment.Progress(out)
    for count in range(1000):
        progress.show(f"Fetching {count}")
    progress.say("Done")
    assert out.getvalue() == "0:00  Done\n"


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_is_one_changing_line() -> None:
    out = Terminal()
    progress = environment.Progress(out)
    progress.show("Fetching 1")
    progress.show("Fetching 2")
    assert out.getvalue().count("\r") == 2
    assert "\n" not in out.getvalue()


def test_the_real_lock_holds_the_tools_that_build_packages_from_source() -> None:
    locked = environment.requirements(environment.LOCK)
    for tool in ("setuptools", "wheel"):
        assert f"{tool}==" in locked[tool]
        assert "--hash=sha256:" in locked[tool]
