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

from bot.channels.web.logs import JsonLines
from bot.console.process import console
from tests.console.house import PASSWORD, House
from tests.conversation import settings_for

ROOT = Path(__file__).parents[2]
CANARY = "canary-phrase-42"
KEY = "k" * 32


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def run(module: str, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**known, "DATABASE_URL": url, "SECRET_KEY": KEY, **environment},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def answers(address: str, path: str = "/readyz") -> bool:
    try:
        return httpx.get(address + path, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def wait_until(address: str, up: bool, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while answers(address) != up:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_an_account_is_made_at_the_terminal_and_lets_in(sqlite_url: str) -> None:
    made = run("bot.console.staff_user", sqlite_url, STAFF_NAME="Asha", STAFF_PASSWORD=PASSWORD)
    assert (made.returncode, made.stdout) == (0, "asha can sign in to the console as administrator.\n")
    again = run(
        "bot.console.staff_user", sqlite_url, STAFF_NAME="asha", STAFF_ROLE="viewer", STAFF_PASSWORD=PASSWORD
    )
    assert (again.returncode, again.stderr) == (1, "No account was made. There is an account of that name.\n")
    weak = run(
        "bot.console.staff_user", sqlite_url, STAFF_NAME="b", STAFF_ROLE="viewer", STAFF_PASSWORD="short"
    )
    assert weak.returncode == 1
    asked = run("bot.console.staff_user", sqlite_url)
    assert asked.returncode == 1, "nobody is there to answer, and there is no default"
    checked = run("bot.console.audit_check", sqlite_url)
    assert re.search(r"is whole: 1 entries\.\n.*SINCE=1:[0-9a-f]{64}", checked.stdout)
    broken = run("bot.console.audit_check", sqlite_url, SINCE="2:abc")
    assert (broken.returncode, "entries after 1 are missing" in broken.stderr) == (1, True)


def test_it_runs_beside_the_assistant_and_ends_with_it(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from bot.store.migrate import migrate

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
    from bot.store.migrate import migrate

    migrate(sqlite_url)
    port = free_port()
    code = (
        "import os, time\nfrom bot.console.process import console\nfrom bot.settings import read_settings\n"
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
    code = "import sys, bot.console.serving; print([name for name in sys.modules if name.startswith('rasa')])"
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
        monkeypatch.setattr("bot.console.conversation.look", _fails)
        assert browser.get(f"/conversations/{conversation}").status_code == 500
    finally:
        logging.getLogger("bot").removeHandler(handler)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {line["event"] for line in lines} == {"request", "audited", "request failed"}
    assert CANARY not in out.getvalue()
    assert conversation not in out.getvalue()


def _fails(id: str) -> None:
    raise ValueError(CANARY)
