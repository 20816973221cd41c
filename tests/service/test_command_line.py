"""The command line: every entry point is a command that explains itself and imports only what it needs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.service.command_line import cli

ROOT = Path(__file__).parents[2]
ENTRY_POINTS = (
    *("serve", "console", "chat", "staff-user", "audit-check", "store-check"),
    *("check-content", "sign-off", "train", "explain"),
)
FRAMEWORKS = ("rasa", "tensorflow", "spacy", "starlette", "flask", "sqlalchemy")


def loaded_by(*statements: str, of: Sequence[str]) -> list[str]:
    """Which of the packages `of` a fresh Python has loaded after the statements."""
    code = "\n".join(
        ["import sys", *statements, "print(*sorted({name.split('.')[0] for name in sys.modules}))"]
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in of if name in done.stdout.split()]


@pytest.mark.parametrize("command", ENTRY_POINTS)
def test_a_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(cli, [command, "--help"])
    assert shown.exit_code == 0
    assert re.search(rf"^Usage: .* {command} ", shown.output, re.MULTILINE)


def test_the_list_of_commands_names_each_with_what_it_is_for() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output
    assert [name for name in cli.commands if not re.search(rf"^  {name} +\S", shown, re.MULTILINE)] == []
    assert set(ENTRY_POINTS) <= set(cli.commands)


def test_a_command_that_nobody_knows_is_refused() -> None:
    assert CliRunner().invoke(cli, ["dance"]).exit_code == 2


def test_the_list_is_shown_without_loading_any_framework() -> None:
    assert loaded_by("import bot.service.command_line", of=FRAMEWORKS) == []


def test_the_console_is_served_without_rasa() -> None:
    assert loaded_by(
        "import bot.service.command_line, bot.console.process.serving", of=("rasa", "tensorflow", "flask")
    ) == ["flask"]


def test_every_command_that_make_and_the_deployment_call_exists() -> None:
    files = [ROOT / "Makefile", *(file for file in (ROOT / "deploy").rglob("*") if file.is_file())]
    called = {
        name
        for file in files
        for name in re.findall(r'-m"?,? "?bot"?,? "?([a-z-]+)', file.read_text(encoding="utf-8"))
    }
    assert called >= {"serve", "console", "train"}
    assert called - set(cli.commands) == set()
