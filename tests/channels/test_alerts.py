"""The clinic is told of a red flag: which conversation and which flag, and nothing else."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from bot.channels.web import alerts as module
from tests.channels.conftest import Start
from tests.channels.fake import FakeConversations
from tests.channels.visitor import Visitor, new_id


class Listener:
    """An address that keeps what is posted to it; the first `refuse` posts get a 500."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.refuse = 0
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                listener.heard.append(json.loads(body))
                self.send_response(500 if len(listener.heard) <= listener.refuse else 204)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/alert"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


def until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_a_red_flag_is_told_once_and_without_text(
    start: Start, listener: Listener, conversations: FakeConversations
) -> None:
    visitor = Visitor(start(alert_url=listener.url))
    visitor.send(text="hello")
    message = {"id": new_id(), "text": "I have chest pain"}
    for _ in range(3):
        visitor.send(**message)
    visitor.send(text="it was a joke")
    name = next(iter(conversations.kept))
    assert until(lambda: bool(listener.heard))
    time.sleep(0.1)
    assert listener.heard == [{"conversation": name, "flag": "cardiac"}]


def test_an_alert_that_fails_is_sent_again(
    start: Start, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.Alerts.__init__, "__defaults__", ((0.01, 0.01, 0.01),))
    listener.refuse = 2
    Visitor(start(alert_url=listener.url)).send(text="I have chest pain")
    assert until(lambda: len(listener.heard) == 3)
    time.sleep(0.1)
    assert len(listener.heard) == 3


def test_an_address_that_is_gone_disturbs_nobody(
    start: Start, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module.Alerts.__init__, "__defaults__", ((0.01,),))
    visitor = Visitor(start(alert_url="http://127.0.0.1:9/alert"))
    assert visitor.send(text="I have chest pain").json()["screening"]["outcome"] == "urgent"
    assert until(lambda: "alert not delivered" in caplog.text)
    assert "chest" not in caplog.text


def test_no_more_alerts_wait_than_are_bounded(
    start: Start, listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_MOST_PENDING", 0)
    assert Visitor(start(alert_url=listener.url)).send(text="chest pain").status_code == 200
    assert "alert dropped" in caplog.text
    assert listener.heard == []


def test_no_address_no_alert(visitor: Visitor) -> None:
    assert visitor.send(text="I have chest pain").status_code == 200
