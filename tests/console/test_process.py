"""The console as a process: beside the assistant or alone, its commands, and what it writes down."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from bot.channels.web.logs import JsonLines
from bot.console.process.beside import console
from bot.service.command_line import cli
from tests.console.house import PASSWORD, House
from tests.conversation import settings_for
from tests.machine import answers, free_port

ROOT = Path(__file__).parents[2]
CANARY = "canary-phrase-42"
KEY = "k" * 32


def run(command: str, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=ROOT,
        env={**known, "DATABASE_URL": url, "SECRET_KEY": KEY, **environment},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def wait_until(address: str, up: bool, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while answers(address) != up:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_an_account_is_made_at_the_terminal(sqlite_url: str) -> None:
    def made(typed: str = "", **environment: str) -> Result:
        known = {"DATABASE_URL": sqlite_url, "SECRET_KEY": KEY}
        return CliRunner().invoke(cli, ["staff-user"], input=typed, env={**known, **environment})

    first = made(STAFF_NAME="Asha", STAFF_PASSWORD=PASSWORD)
    assert (first.exit_code, first.stderr) == (0, "")
    assert "administrator" in first.stdout, "whoever comes first has to let the others in"
    assert made(STAFF_NAME="asha", STAFF_ROLE="viewer", STAFF_PASSWORD=PASSWORD).exit_code == 1
    assert made(STAFF_NAME="b", STAFF_ROLE="viewer", STAFF_PASSWORD="short").exit_code == 1
    assert made(STAFF_NAME="b", STAFF_ROLE="owner", STAFF_PASSWORD=PASSWORD).exit_code == 1
    typed = made(f"Ravi\nreviewer\n{PASSWORD}\n{PASSWORD}\n")
    assert (typed.exit_code, PASSWORD in typed.output) == (0, False), "what is typed is not shown"


def test_the_trail_is_followed_at_the_terminal(sqlite_url: str) -> None:
    def checked(*options: str) -> Result:
        environment = {"DATABASE_URL": sqlite_url, "SECRET_KEY": KEY}
        return CliRunner().invoke(cli, ["audit-check", *options], env=environment)

    added = CliRunner().invoke(
        cli,
        ["staff-user", "--name", "asha"],
        env={"DATABASE_URL": sqlite_url, "SECRET_KEY": KEY, "STAFF_PASSWORD": PASSWORD},
    )
    assert added.exit_code == 0
    whole = checked()
    kept = re.search(r"SINCE=(1:[0-9a-f]{64})", whole.stdout)
    assert whole.exit_code == 0
    assert kept
    assert checked("--since", kept[1]).exit_code == 0
    assert checked("--since", "2:abc").exit_code == 1, "entries were cut off the end"
    assert checked("--since", "yesterday").exit_code == 2


def test_without_a_terminal_and_a_name_no_account_is_made(sqlite_url: str) -> None:
    asked = run("staff-user", sqlite_url)
    assert asked.returncode == 1, "nobody is there to answer, and there is no default"


def test_it_runs_beside_the_assistant_and_ends_with_it(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from bot.store.database.migrate import migrate

    migrate(sqlite_url)
    for name, value in {"DATABASE_URL": sqlite_url, "SECRET_KEY": KEY}.items():
        monkeypatch.setenv(name, value)
    with console(settings_for(sqlite_url, CONSOLE_PORT=str(free_port()))) as address:
        assert address
        wait_until(address, up=True)
        assert "There is no account yet" in httpx.get(f"{address}/sign-in").text
        assert "server" not in httpx.get(f"{address}/sign-in").headers
    assert not answers(address)
    for line in capfd.readouterr().err.splitlines():
        json.loads(line)


def test_it_ends_when_the_assistant_is_killed(sqlite_url: str) -> None:
    from bot.store.database.migrate import migrate

    migrate(sqlite_url)
    port = free_port()
    code = (
        "import os, time\nfrom bot.console.process.beside import console\n"
        "from bot.settings import read_settings\n"
        "with console(read_settings(os.environ)): time.sleep(60)"
    )
    environment = {**os.environ, "DATABASE_URL": sqlite_url, "SECRET_KEY": KEY, "CONSOLE_PORT": str(port)}
    assistant = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    wait_until(f"http://127.0.0.1:{port}", up=True)
    assistant.send_signal(signal.SIGKILL)
    assistant.wait()
    wait_until(f"http://127.0.0.1:{port}", up=False)


def test_a_port_in_use_ends_nothing_but_is_told(sqlite_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        with console(settings_for(sqlite_url, CONSOLE_PORT=str(port))) as address:
            assert address is None
    assert f"CONSOLE_PORT {port} on 127.0.0.1 cannot be used" in capsys.readouterr().err


def test_without_a_port_there_is_none(sqlite_url: str) -> None:
    with console(settings_for(sqlite_url, CONSOLE_PORT="0")) as address:
        assert address is None


def test_it_needs_no_rasa() -> None:
    code = (
        "import sys, bot.console.process.serving\n"
        "print([name for name in sys.modules if name.startswith('rasa')])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_nothing_personal_stands_in_the_log(clinic: House, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    logging.getLogger("bot").addHandler(handler)
    logging.getLogger("bot").setLevel(logging.INFO)
    try:
        conversation, browser = clinic.talk(CANARY), clinic.browser("reviewer")
        browser.get(f"/conversations/{conversation}")
        browser.get(f"/?q={CANARY}&tag={CANARY}")
        browser.get(f"/{CANARY}")
        browser.post(f"/conversations/{conversation}/notes", {"text": CANARY})
        browser.sign_in(CANARY, CANARY)
        monkeypatch.setattr("bot.console.views.conversation.look", _fails)
        assert browser.get(f"/conversations/{conversation}").status_code == 500
    finally:
        logging.getLogger("bot").removeHandler(handler)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {line["event"] for line in lines} == {"request", "audited", "request failed"}
    assert CANARY not in out.getvalue()
    assert conversation not in out.getvalue()


def _fails(id: str) -> None:
    raise ValueError(CANARY)
