"""Nothing that a person sent comes out in a log, whatever happens to it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.channels.web.logs import JsonLines
from bot.domain.errors import NotStored
from tests.channels.conftest import Start
from tests.channels.fake import FakeConversations
from tests.channels.visitor import Visitor

CANARY = "canary-phrase-42"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("bot").setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("broken", [None, NotStored(CANARY), ZeroDivisionError(CANARY)])
def test_the_canary(
    start: Start, conversations: FakeConversations, written: io.StringIO, broken: Exception | None
) -> None:
    visitor = Visitor(start(alert_url="http://127.0.0.1:9/", metrics_token="the-token-of-a-monitor"))
    conversations.broken = broken
    for body in (
        *({"text": CANARY}, {"choice": CANARY}, {"text": f"chest pain {CANARY}"}, {"text": CANARY * 500}),
        *({"text": "a", "after": CANARY}, {"id": CANARY, "text": "a"}, {CANARY: CANARY}),
    ):
        visitor.send(**body)
    client = visitor.client
    headers = {
        "X-Canary": CANARY,
        "User-Agent": CANARY,
        "Referer": CANARY,
        "Authorization": f"Bearer {CANARY}",
    }
    for path in (f"/book/{CANARY}", f"/{CANARY}", f"/healthz?q={CANARY}", "/api/chat/conversation"):
        client.get(path, headers=headers)
    client.request(CANARY, "/", headers={"Origin": f"https://{CANARY}.example"})
    client.post("/api/chat/conversations", json={"locale": CANARY})
    client.post("/api/chat/messages", content=CANARY, headers=visitor.headers)
    counted = client.get("/metrics", headers={"Authorization": "Bearer the-token-of-a-monitor"}).text
    assert "heads_up_responses_total" in counted
    assert CANARY not in counted
    log = written.getvalue()
    assert CANARY not in log
    assert visitor.begun["token"] not in log
    requests = [line for line in map(json.loads, log.splitlines()) if line["event"] == "request"]
    assert {"/book/{reference}", "/api/chat/messages", None} <= {line["route"] for line in requests}
    ids = [line["request"] for line in requests]
    assert len(set(ids)) == len(ids)
    failed = [line for line in map(json.loads, log.splitlines()) if line["event"] == "call failed"]
    assert {line["request"] for line in failed} <= set(ids), "a fault is told with its request"
    assert bool(failed) == isinstance(broken, ZeroDivisionError)
    name = visitor.begun["token"].partition(".")[0]
    assert name in {line.get("conversation") for line in requests}


def test_an_error_is_told_by_its_type_and_its_way(written: io.StringIO) -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(CANARY) from error
    except ValueError:
        logging.getLogger("bot.test").exception("it failed")
    line = json.loads(written.getvalue())
    assert (line["event"], line["error"]["type"], line["error"]["cause"]) == (
        "it failed",
        "ValueError",
        "KeyError",
    )
    assert line["error"]["way"][0].startswith("tests/channels/test_logs.py:")
    assert CANARY not in written.getvalue()


def test_of_libraries_only_the_place_is_printed(written: io.StringIO) -> None:
    logging.getLogger("some.library").error("cannot read %s", CANARY)
    line = json.loads(written.getvalue())
    assert line["logger"] == "some.library"
    assert line["event"].startswith("test_logs:")
    assert CANARY not in written.getvalue()
