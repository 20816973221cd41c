"""The terminal client, against the real service and against one that fails."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from bot.chat.screen import Screen
from bot.chat.talk import address
from bot.chat.visit import TRIES, NotTaken, Stopped, Visit
from tests.channels.served import ROOT, Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("served")).ready()
    yield served
    served.process.kill()
    served.process.communicate()


def chat(typed: str | bytes, port: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        cwd=ROOT,
        env={"PORT": port, "COLUMNS": "60", "PATH": "/usr/bin", **environment},
        input=typed if isinstance(typed, bytes) else typed.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_whole_screening_by_numbers(served: Served) -> None:
    done = chat("check\n" + "2\n" * 10 + "/quit\n", served.address.rpartition(":")[2])
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "  2) No" in text
    assert "10/10 > 2" in text
    assert "Open the booking page: http://127.0.0.1:8000/book/abc" in text
    assert text.endswith("Goodbye.\n")
    assert "\x1b" not in text


def test_it_ends_politely_with_its_input(served: Served) -> None:
    done = chat(b"hello\n\n\xff\xfe caf\xc3\xa9\n/restart\n99", served.address.rpartition(":")[2], LANG="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"Goodbye.\n")


def test_without_a_server_it_says_how_to_start_one() -> None:
    done = chat("", "9")
    assert done.returncode == 1
    assert b"make run" in done.stdout
    assert done.stderr == b""


def test_the_address() -> None:
    assert address({}) == "http://127.0.0.1:8000"
    assert address({"PORT": "9000"}) == "http://127.0.0.1:9000"
    assert address({"PORT": "9000", "PUBLIC_URL": "https://a.example"}) == "https://a.example"


Answer = Callable[[httpx.Request], httpx.Response]


class Wire:
    """A server in memory that gives the prepared answers, one a message, then the ordinary one."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers, self.bodies, self.notes, self.slept = list(answers), [], [], []
        http = httpx.Client(base_url="http://test", transport=httpx.MockTransport(self._answer))
        self.visit = Visit(http, self.notes.append, self.slept.append)
        self.visit.begin()

    bodies: list[Any]
    notes: list[str]
    slept: list[float]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        message = {"id": "m1", "from": "bot", "text": "Hi", "choices": [{"title": "No", "value": "q:no"}]}
        ordinary = httpx.Response(200, json={"messages": [message], "screening": {}, "token": "t"})
        if request.url.path != "/api/chat/messages":
            return ordinary
        self.bodies.append(json.loads(request.content))
        answer = self.answers.pop(0) if self.answers else ordinary
        if isinstance(answer, Exception):
            raise answer
        return answer


def refused(status: int, retry: str | None = None, **problem: Any) -> httpx.Response:
    return httpx.Response(status, headers={"Retry-After": retry} if retry else {}, json=problem)


def test_what_fails_is_sent_again_with_the_same_id() -> None:
    wire = Wire(refused(503, "3"), httpx.ConnectError("gone"), httpx.ReadTimeout("slow"), refused(429, "7"))
    assert wire.visit.say("hello")
    assert wire.bodies == [wire.bodies[0]] * 5
    assert wire.slept == [3, 2, 2, 7]
    assert len(wire.notes) == 1


def test_emergency_advice_is_shown_at_once_and_once() -> None:
    danger = {"emergency": {"flag": "cardiac", "text": "Call 112 now."}}
    wire = Wire(refused(503, "1", **danger), refused(503, "1", **danger))
    wire.visit.say("chest pain")
    assert wire.notes.count("Call 112 now.") == 1


def test_it_gives_up_in_the_end() -> None:
    wire = Wire(*[refused(503, "1")] * TRIES)
    with pytest.raises(NotTaken):
        wire.visit.say("hello")
    assert wire.visit.say("hello")
    assert wire.bodies[0]["id"] != wire.bodies[-1]["id"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused(422, title="Empty", detail="Nothing."), NotTaken),
        (refused(413, title="Too long"), NotTaken),
        (refused(429, "86400", title="Full"), NotTaken),
        (refused(401, title="Gone"), Stopped),
        (httpx.Response(500, text="<html>"), NotTaken),
    ],
)
def test_what_is_refused_is_told_and_not_sent_again(answer: httpx.Response, error: type[Stopped]) -> None:
    wire = Wire(answer)
    with pytest.raises(error) as refusal:
        wire.visit.say("hello")
    assert isinstance(refusal.value, NotTaken) == (error is NotTaken)
    assert len(wire.bodies) == 1


def test_a_number_is_a_choice_only_where_one_is_shown() -> None:
    wire = Wire()
    for typed in ("1", "2", "0", "one"):
        wire.visit.say(typed)
    sent = [body.get("choice") or body.get("text") for body in wire.bodies]
    assert sent == ["q:no", "2", "0", "one"]
    assert {body["after"] for body in wire.bodies} == {"m1"}


def test_long_lines_are_wrapped_and_addresses_are_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    url = "http://127.0.0.1:8000/book/" + "x" * 60
    message = {"text": "word " * 30 + "\n\n• " + "item " * 10 + "\x1b[31m", "choices": [], "links": []}
    Screen(colours=False).message({**message, "links": [{"title": "Open", "url": url}]}, 1)
    lines = capsys.readouterr().out.split("\n")
    assert url in "\n".join(lines)
    assert all(len(line) < 30 for line in lines if "http" not in line)
    assert not [line for line in lines if "\x1b" in line]
