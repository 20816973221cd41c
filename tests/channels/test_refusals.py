"""What the visitor API refuses, and that a refusal changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.web import problems
from bot.channels.web.bodies import read_locale
from bot.domain.errors import NotStored
from tests.channels.conftest import Start
from tests.channels.fake import DANGER, FakeConversations
from tests.channels.visitor import Visitor, new_id, problem

JSON = {"Content-Type": "application/json"}
DEEP = 20_000

MALFORMED = {
    "nothing": b"",
    "no JSON": b"hello",
    "not an object": b'["a"]',
    "a string": b'"a"',
    "null": b"null",
    "NaN": b'{"text": NaN}',
    "infinite": b'{"text": -Infinity}',
    "a name twice": b'{"text": "a", "text": "b"}',
    "not UTF-8": b'{"text": "\xff"}',
    "UTF-16": '{"text": "a"}'.encode("utf-16"),
    "with a byte order mark": b'\xef\xbb\xbf{"text": "a"}',
    "deep lists": b'{"text": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "unclosed": b"[" * DEEP,
    "an endless number": b'{"text": ' + b"9" * 10_000 + b"}",
    "text is a number": b'{"id": "x", "text": 5}',
    "choice is a list": b'{"choice": ["yes"]}',
    "id is an object": b'{"id": {}, "text": "a"}',
    "after is true": b'{"after": true, "text": "a"}',
    "two values": b"{} {}",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_cannot_be_read_is_malformed(visitor: Visitor, name: str) -> None:
    response = visitor.client.post(
        "/api/chat/messages", content=MALFORMED[name], headers={**JSON, **visitor.headers}
    )
    problem(response, 400, "malformed")
    assert len(visitor.history().json()["messages"]) == 1


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"id": None, "text": "a"}, "bad_id"),
        ({"id": "", "text": "a"}, "bad_id"),
        ({"id": "7", "text": "a"}, "bad_id"),
        ({"id": "{3f2a5c1e-8d4b-4f6a-9c7e-1b2d3e4f5a6b}", "text": "a"}, "bad_id"),
        ({"id": "3f2a5c1e8d4b4f6a9c7e1b2d3e4f5a6b", "text": "a"}, "bad_id"),
        ({"id": "3f2a5c1e-8d4b-4f6a-9c7e-1b2d3e4f5a6b\n", "text": "a"}, "bad_id"),
        ({}, "text_or_choice"),
        ({"text": "a", "choice": "b"}, "text_or_choice"),
        ({"text": ""}, "empty_text"),
        ({"text": " \n\t "}, "empty_text"),
        ({"text": "\u200b\u2060\ufeff\u00ad"}, "empty_text"),
        ({"text": "\x00\u202e\ud800"}, "empty_text"),
        ({"choice": ""}, "never_offered"),
        ({"choice": "pregnancy:no"}, "never_offered"),
        ({"choice": "\x00"}, "never_offered"),
        ({"choice": "\ud800"}, "never_offered"),
        ({"choice": "x" * 5000}, "never_offered"),
        ({"text": "a", "after": "no such message"}, "never_offered"),
        ({"text": "a", "after": ""}, "never_offered"),
    ],
)
def test_a_value_out_of_range_changes_nothing(visitor: Visitor, body: dict[str, Any], key: str) -> None:
    before = visitor.history().json()
    raw = json.dumps({"id": new_id(), **body})
    response = visitor.client.post("/api/chat/messages", content=raw, headers={**JSON, **visitor.headers})
    problem(response, 422, key)
    assert visitor.history().json() == before


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [
        ("", "en"),
        ("english language", "en"),
        ("en_GB", "en"),
        ("hi-IN", "hi"),
        ("mr_IN", "mr"),
        ("../../etc", "en"),
        ("xx", "en"),
        (7, "en"),
        (None, "en"),
    ],
)
def test_any_language_tag_is_taken(client: TestClient, locale: object, spoken: str) -> None:
    response = client.post("/api/chat/conversations", json={"locale": locale})
    assert response.status_code == 201
    assert read_locale({"locale": locale}) == spoken


def test_a_red_flag_of_a_message_that_is_too_long_counts(visitor: Visitor) -> None:
    refused = visitor.send(id=new_id(), text="chest pain right now " + "and so on " * 300)
    assert refused.json()["emergency"]["flag"] == "cardiac"
    assert visitor.history().json()["screening"]["red_flags"] == ["cardiac"]


def test_an_id_that_was_used_for_other_content(visitor: Visitor) -> None:
    message = new_id()
    visitor.send(id=message, text="check")
    problem(visitor.send(id=message, text="something else"), 422, "other_content")


def test_a_text_that_is_too_long(visitor: Visitor) -> None:
    problem(visitor.send(text="a" * 2001), 413, "text_too_long")
    problem(visitor.send(text="a" * 60_000), 413, "text_too_long")


def test_a_body_that_is_too_big(visitor: Visitor) -> None:
    problem(visitor.send(text="a" * 70_000), 413, "too_big")


def test_a_body_that_is_too_big_is_not_read_to_its_end(visitor: Visitor) -> None:
    read = 0

    def endless() -> Any:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"a" * 16_384

    response = visitor.client.post(
        "/api/chat/messages", content=endless(), headers={**JSON, **visitor.headers}
    )
    problem(response, 413, "too_big")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp",
        "application/json; charset=utf-16",
        "",
    ],
)
def test_only_json_is_understood(visitor: Visitor, kind: str) -> None:
    headers = {**visitor.headers, "Content-Type": kind}
    body = b'{"id": "3f2a5c1e-8d4b-4f6a-9c7e-1b2d3e4f5a6b", "text": "a"}'
    problem(visitor.client.post("/api/chat/messages", content=body, headers=headers), 415, "not_json")
    del headers["Content-Type"]
    problem(visitor.client.post("/api/chat/messages", content=body, headers=headers), 415, "not_json")


@pytest.mark.parametrize(
    "kind", ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_json_may_be_named_in_several_ways(visitor: Visitor, kind: str) -> None:
    headers = {**visitor.headers, "Content-Type": kind}
    body = b'{"id": "3f2a5c1e-8d4b-4f6a-9c7e-1b2d3e4f5a6b", "text": "a"}'
    assert visitor.client.post("/api/chat/messages", content=body, headers=headers).status_code == 200


def test_a_packed_body_is_not_unpacked(visitor: Visitor) -> None:
    headers = {**visitor.headers, **JSON, "Content-Encoding": "gzip"}
    response = visitor.client.post("/api/chat/messages", content=b"\x1f\x8b", headers=headers)
    problem(response, 415, "not_json")


@pytest.mark.parametrize(
    "path", ["/api", "/api/chat", "/api/chat/messages/", "/nothing", "/book", "/static/no", "/.env"]
)
def test_no_such_path(client: TestClient, path: str) -> None:
    problem(client.get(path), 404, "no_such_path")


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%00"]
)
def test_no_way_out_of_the_static_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/chat/conversations", {"POST"}),
        ("PUT", "/api/chat/messages", {"POST"}),
        ("PATCH", "/api/chat/conversation", {"GET", "HEAD", "DELETE"}),
        ("POST", "/healthz", {"GET", "HEAD"}),
        ("POST", "/book/abc", {"GET", "HEAD"}),
    ],
)
def test_what_a_path_cannot_do(client: TestClient, method: str, path: str, allowed: set[str]) -> None:
    response = client.request(method, path)
    problem(response, 405, "no_such_method")
    assert set(response.headers["allow"].split(", ")) == allowed
    options = client.options(path)
    assert (options.status_code, options.content) == (204, b"")
    assert set(options.headers["allow"].split(", ")) == allowed


def test_what_could_not_be_stored(visitor: Visitor, conversations: FakeConversations) -> None:
    before = visitor.history().json()
    conversations.broken = NotStored("disk full")
    message = {"id": new_id(), "text": "check"}
    response = visitor.send(**message)
    assert "emergency" not in problem(response, 503, "not_stored")
    assert int(response.headers["retry-after"]) > 0
    problem(visitor.client.post("/api/chat/conversations"), 503, "not_stored")
    problem(visitor.history(), 503, "not_stored")
    problem(visitor.client.delete("/api/chat/conversation", headers=visitor.headers), 503, "not_stored")
    conversations.broken = None
    assert visitor.history().json() == before
    assert visitor.send(**message).status_code == 200


def test_an_unforeseen_error_is_a_503_that_tells_nothing_of_it(
    visitor: Visitor, conversations: FakeConversations
) -> None:
    conversations.broken = ZeroDivisionError("secret words")
    for response in (visitor.send(text="hello"), visitor.history()):
        problem(response, 503, "failed")
        assert "secret" not in response.text
        assert response.headers["retry-after"]


@pytest.mark.parametrize("broken", [NotStored("full"), ZeroDivisionError()])
def test_a_red_flag_is_answered_with_advice_whatever_breaks(
    visitor: Visitor, conversations: FakeConversations, broken: Exception
) -> None:
    conversations.broken = broken
    response = visitor.send(text="I have chest pain")
    assert response.status_code == 503
    assert response.json()["emergency"] == {"flag": DANGER.flag, "text": DANGER.text}


def test_every_refused_text_with_a_red_flag_gets_the_advice(
    start: Start, conversations: FakeConversations
) -> None:
    visitor = Visitor(start(rate_limit=1))
    danger = {"text": "I have chest pain"}
    refused = [
        visitor.send(id="no uuid", **danger),
        visitor.send(text="a" * 5000 + " chest pain"),
        visitor.send(text="chest pain" + "a" * 5000),
        visitor.send(after="never shown", **danger),
        visitor.send(**danger),  # too fast
    ]
    conversations.kept.clear()
    assert [response.status_code for response in refused] == [422, 413, 413, 422, 429]
    assert all(response.json()["emergency"]["flag"] == "cardiac" for response in refused)


def test_advice_that_cannot_be_read_does_not_hide_the_refusal(
    visitor: Visitor, conversations: FakeConversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations.broken = NotStored("full")
    monkeypatch.setattr(conversations, "emergency", None)
    problem(visitor.send(text="I have chest pain", id="x"), 422, "bad_id")


def test_a_full_conversation(start: Start, conversations: FakeConversations) -> None:
    conversations._most_turns = 2
    visitor = Visitor(start())
    assert [visitor.send(text="hello").status_code for _ in range(2)] == [200, 200]
    response = visitor.send(text="hello")
    problem(response, 429, "too_many_turns")
    assert int(response.headers["retry-after"]) > 0


def test_not_ready_is_told_and_alive_is_not_disturbed(
    client: TestClient, conversations: FakeConversations
) -> None:
    conversations.broken = NotStored("locked")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "not ready"})
    assert client.get("/healthz").status_code == 200


def test_every_problem_that_the_code_names_has_words() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(problems.__file__).parent.glob("*.py"))
    named = set(re.findall(r'Problem\(\s*"(\w+)"', code)) | set(re.findall(r'_counted\(\s*"(\w+)"', code))
    assert named <= set(problems.STATUS)
    assert set(problems.load_words()) == set(problems.STATUS)
