"""The service as a process: how it starts, refuses to start, serves and stops."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.content.knowledge import Knowledge, KnowledgeError
from bot.service.serving import check
from bot.settings import Settings, SettingsError
from tests.channels.served import Served
from tests.channels.visitor import new_id

CANARY = "canary-phrase-42"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path).ready()
    yield served
    served.process.kill()
    served.process.communicate()


def test_it_serves_and_ends_politely(served: Served) -> None:
    with httpx.Client(base_url=served.address) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        response = client.post("/api/chat/conversations")
        assert response.status_code == 201
        assert "server" not in response.headers
        client.get(f"/book/{CANARY}?q={CANARY}")
    code, errors = served.ended(signal.SIGTERM)
    assert code == 0
    lines = [json.loads(line) for line in errors.splitlines()]
    assert [line["route"] for line in lines] == ["/api/chat/conversations", "/book/{reference}"]
    assert CANARY not in errors


def test_ctrl_c_ends_it_without_a_traceback(served: Served) -> None:
    assert served.ended(signal.SIGINT) == (0, "")


def test_a_turn_that_has_begun_is_finished(tmp_path: Path) -> None:
    served = Served(tmp_path, SLOW="0.5").ready()
    with httpx.Client(base_url=served.address) as client:
        token = client.post("/api/chat/conversations").json()["token"]
        body, headers = {"id": new_id(), "text": "check"}, {"Authorization": f"Bearer {token}"}
        threading.Timer(0.2, served.process.send_signal, [signal.SIGTERM]).start()
        assert client.post("/api/chat/messages", json=body, headers=headers).status_code == 200
    assert served.ended()[0] == 0


def test_told_to_end_it_says_so_first_and_serves_on_for_a_while(tmp_path: Path) -> None:
    served = Served(tmp_path, DRAIN_SECONDS="2").ready()
    with httpx.Client(base_url=served.address) as client:
        assert client.get("/readyz").status_code == 200
        served.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 10
        while (answer := client.get("/readyz")).status_code == 200:
            assert time.monotonic() < deadline
        assert answer.json() == {"status": "leaving"}
        begun = client.post("/api/chat/conversations")
        assert begun.status_code == 201
        assert begun.headers["connection"] == "close", "or the next request might meet a closed door"
    assert served.ended()[0] == 0


def test_who_cannot_wait_tells_it_twice(tmp_path: Path) -> None:
    served = Served(tmp_path, DRAIN_SECONDS="600").ready()
    served.process.send_signal(signal.SIGTERM)
    assert served.ended(signal.SIGINT)[0] == 0


def test_what_is_no_http_does_not_stop_it(served: Served) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    for garbage in (
        b"\x00" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(garbage)
            assert connection.recv(100).startswith(b"HTTP/1.1 400")
    assert httpx.get(f"{served.address}/healthz").status_code == 200


def test_a_body_that_is_too_big_is_answered(served: Served) -> None:
    token = httpx.post(f"{served.address}/api/chat/conversations").json()["token"]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for size in (70_000, 5_000_000):
        response = httpx.post(f"{served.address}/api/chat/messages", content=b"a" * size, headers=headers)
        assert (response.status_code, response.json()["type"]) == (413, "urn:heads-up:too_big")


def test_a_client_that_goes_away_leaves_no_trace(served: Served) -> None:
    host, port = served.address.removeprefix("http://").split(":")
    token = httpx.post(f"{served.address}/api/chat/conversations").json()["token"]
    head = [
        "POST /api/chat/messages HTTP/1.1",
        "Host: a",
        f"Authorization: Bearer {token}",
        "Content-Length: 99",
    ]
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall("\r\n".join([*head, "Content-Type: application/json", "", "{"]).encode())
        time.sleep(0.1)
    assert httpx.get(f"{served.address}/healthz").status_code == 200
    assert "error" not in served.ended(signal.SIGTERM)[1]


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, errors = Served(tmp_path, PORT=port).ended()
    assert code == 2
    assert port in errors
    assert "PORT=" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"ENVIRONMENT": "production", "BOOKING_URL": "https://a.example"}, "SECRET_KEY"),
        ({"ENVIRONMENT": "production", "SECRET_KEY": "k" * 32}, "BOOKING_URL"),
        ({"RATE_LIMIT": "many"}, "RATE_LIMIT"),
        ({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES"),
        ({"PORT": "99999"}, "PORT"),
        ({"HOST": "no.such.host.invalid"}, "HOST"),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////proc/none/a.db", "SECRET_KEY": "k" * 32}, "DATABASE_URL"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, environment: dict[str, str], named: str) -> None:
    code, errors = Served(tmp_path, **environment).ended()
    assert code == 2
    assert named in errors
    assert len(errors.splitlines()) == 1


def test_production_needs_the_sign_off_of_the_content(settings: Settings, knowledge: Knowledge) -> None:
    check(settings, knowledge)
    with pytest.raises(KnowledgeError, match="signed_off"):
        check(replace(settings, production=True), knowledge)


def test_trusted_proxies_are_checked_before_anything_is_loaded(
    settings: Settings, knowledge: Knowledge
) -> None:
    with pytest.raises(SettingsError, match="TRUSTED_PROXIES"):
        check(replace(settings, trusted_proxies=("nginx",)), knowledge)
